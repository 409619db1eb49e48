package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.act.CloudDouble.Mishap;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may write a status, and what becomes of those who may not any more. */
class SealedStatusWriterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Scene scene = Scene.withGroup(1, 5);

    @Test
    void aDeposedLeaderBuysNothingAndTellsTheElection() {
        Replica old = scene.leader();
        scene.runs(old, MINUTE);
        Replica next = scene.leader();
        next.turn();
        scene.edit(group -> group.getSpec().setMinNodes(3));

        old.turn();

        assertThat(scene.bought()).isEqualTo(1);
        assertThat(old.fencedBy).containsExactly(next.term.token());
        assertThat(scene.status().getLeaderToken()).isEqualTo(next.term.token());
    }

    @Test
    void aWriteOverAnOldVersionIsRefusedEvenWithTheRightToken() {
        scene.runs(scene.leader(), MINUTE);
        NodeGroup stale = Copies.of(scene.group());
        scene.edit(group -> group.getSpec().setMaxNodes(6));

        assertThatThrownBy(() -> scene.cluster.asSeenBy(Fatality.none()).putGroupStatus(stale))
                .isInstanceOfSatisfying(
                        WriteRefused.class, e -> assertThat(e.why()).isEqualTo(WriteRefused.Why.STALE));
    }

    @Test
    void aTokenNeverGoesDown() {
        scene.runs(scene.leader(), MINUTE);
        NodeGroup rewound = Copies.of(scene.group());
        rewound.getStatus().setLeaderToken(1L);

        assertThatThrownBy(() -> scene.cluster.asSeenBy(Fatality.none()).putGroupStatus(rewound))
                .isInstanceOfSatisfying(
                        WriteRefused.class, e -> assertThat(e.why()).isEqualTo(WriteRefused.Why.FENCED));
    }

    @Test
    void anotherLeaderWithTheSameTokenStopsTheGroup() {
        Replica one = scene.leader();
        one.turn();
        Replica other = new Replica(one.term.token(), scene.cluster, scene.cloud, scene.clock, Fatality.none());
        other.turn();
        int bought = scene.bought();
        scene.edit(group -> group.getSpec().setMinNodes(4));

        one.turn();
        one.turn();

        assertThat(scene.bought()).isEqualTo(bought);
    }

    @Test
    void aPersonsEditDuringAPurchaseDoesNotMakeUsForgetItsAnswer() {
        scene.cloud.during(() -> scene.edit(group -> group.getSpec().setMaxNodes(9)));

        scene.runs(scene.leader(), MINUTE);

        scene.assertReady(1);
        assertThat(scene.bought()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesAfterTheTermIsSettledOnlyIfNobodyHasSealedSince() {
        Replica old = scene.leader();
        scene.cloud.during(old.term::end);
        scene.runs(old, MINUTE);
        assertThat(scene.status().getOperation())
                .as("settled by compare-and-set")
                .isNull();
        assertThat(scene.bought()).isEqualTo(1);

        scene.runs(scene.leader(), MINUTE);
        scene.assertReady(1);
        assertThat(scene.bought()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesAfterTheNextSealChangesNothing() {
        Replica old = scene.leader();
        Replica next = scene.leader();
        scene.cloud.next(Mishap.JUST_TRUE);
        scene.cloud.during(next::turn);

        scene.runs(old, Duration.ofSeconds(1));
        assertThat(scene.status().getOperation())
                .as("the next leader's to resolve")
                .isNotNull();

        scene.runs(next, Duration.ofMinutes(4));
        scene.assertReady(1);
        assertThat(scene.bought()).isEqualTo(1);
    }

    @Test
    void aClosedGateLeavesNothingUnresolved() {
        Replica leader = scene.leader();
        leader.turn();
        scene.edit(group -> group.getSpec().setMinNodes(2));
        leader.term.pause();

        leader.turn();

        assertThat(scene.bought()).isEqualTo(1);
        assertThat(scene.status().getOperation())
                .as("nothing was sent, and that is known")
                .isNull();
    }
}
