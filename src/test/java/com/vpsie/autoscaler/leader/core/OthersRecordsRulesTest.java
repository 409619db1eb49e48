package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules 5 and 6, on the pure core: what others write into a Lease, and a store that went back, and what becomes of a term. */
class OthersRecordsRulesTest {
    private final Stage stage = new Stage();

    @Test
    void aForeignHolderAtANewerVersionClosesTheGateAtOnceAndIsNotWrittenOver() {
        stage.leads();
        stage.watched(stage.held(OTHER, 15));
        assertThat(stage.lost()).contains(LossReason.FOREIGN_HOLDER);
        assertThat(stage.told(ElectionEvent.Lost.class)).isTrue();
        assertThat(stage.request()).isEmpty();
    }

    @Test
    void anOlderForeignRecordChangesNothing() {
        LeaseRecord old = stage.held(OTHER, 15);
        stage.leads();
        stage.watched(old);
        assertThat(stage.lost()).isEmpty();
    }

    @Test
    void aStoreThatWentBackEndsTheTerm() {
        LeaseRecord old = stage.held(OTHER, 15);
        stage.leads();
        long attempt = stage.renewal();
        stage.answer(attempt, new Outcome.Conflict("modified"));
        stage.ok(stage.attempt(), old);
        assertThat(stage.lost()).contains(LossReason.STORE_REWOUND);
    }

    @Test
    void aWatchThatKeptSilentAboutADeletionOrACreationIsReplaced() {
        stage.follows(stage.held(OTHER, 15));
        assertThat(opensAWatch()).isTrue();
        stage.run(seconds(12)).answer(stage.attempt(), new Outcome.NotFound("no lease"));
        assertThat(opensAWatch()).isTrue();
        assertThat(stage.one(Effect.OpenWatch.class).orElseThrow().fromVersion())
                .as("from now")
                .isZero();
        stage.run(seconds(12)).ok(stage.attempt(), stage.held(OTHER, 15));
        assertThat(opensAWatch()).isTrue();
    }

    /** At once, or as soon as the bound of requests allows it. */
    private boolean opensAWatch() {
        return stage.has(Effect.OpenWatch.class) || stage.run(seconds(5)).has(Effect.OpenWatch.class);
    }

    @Test
    void aFollowerBelievesALowerVersionOnlyAfterL() {
        LeaseRecord old = stage.held(OTHER, 15);
        LeaseRecord newer = stage.held(OTHER, 600);
        stage.follows(newer);
        long from = stage.now().monotonic();
        while (!stage.has(Effect.Put.class)) {
            stage.run(seconds(60));
            if (stage.has(Effect.Get.class)) {
                stage.ok(stage.attempt(), old);
            }
        }
        assertThat(stage.written().version()).isEqualTo(old.version());
        assertThat(stage.now().monotonic() - from).isGreaterThan(seconds(30).toNanos());
    }

    /** Of the store that went back nothing is known but by looks: the watch stands at a version that is to come. */
    @Test
    void withALowerVersionItBelievesTheHolderAndTheWatchBeginsThere() {
        LeaseRecord old = stage.held("third", 600);
        stage.follows(stage.held(OTHER, 600));
        while (!stage.status().leader().equals("third")) {
            stage.until(() -> stage.has(Effect.Get.class));
            stage.ok(stage.attempt(), old);
        }
        assertThat(stage.told(ElectionEvent.LeaderSeen.class)).isTrue();
        if (!stage.has(Effect.OpenWatch.class)) {
            stage.until(() -> stage.has(Effect.OpenWatch.class));
        }
        assertThat(stage.one(Effect.OpenWatch.class).orElseThrow().fromVersion())
                .isEqualTo(old.version());
    }

    @Test
    void aLeaseAtTheVersionOfItsDeletionShowsThatTheStoreWentBack() {
        LeaseRecord held = stage.held(OTHER, 15);
        stage.follows(held);
        LeaseRecord restored = stage.stored(held);
        stage.give(new Input.Watched(1, Input.Change.DELETED, restored));
        long from = stage.now().monotonic();
        while (!stage.has(Effect.Put.class)) {
            stage.run(seconds(60));
            if (stage.has(Effect.Create.class)) {
                stage.answer(stage.attempt(), new Outcome.Conflict("it exists"));
            } else if (stage.has(Effect.Get.class)) {
                stage.ok(stage.attempt(), restored);
            }
            assertThat(stage.now().monotonic() - from).isLessThan(seconds(120).toNanos());
        }
        assertThat(stage.written().version()).isEqualTo(restored.version());
    }

    /** Until a creation goes out, from now; whoever asks is told that there is no Lease. */
    private long untilCreation() {
        long from = stage.now().monotonic();
        stage.tick();
        while (!stage.has(Effect.Create.class)) {
            if (stage.has(Effect.Get.class)) {
                stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
            } else {
                stage.run(seconds(60));
            }
        }
        return stage.now().monotonic() - from;
    }

    /** Whom the restored store shows may have led until the second deletion. */
    @Test
    void aLeaseThatARestoredStoreShowedAndThatIsDeletedAgainIsWaitedOutAgain() {
        LeaseRecord held = stage.held(OTHER, 15);
        stage.follows(held);
        LeaseRecord deletion = stage.stored(held);
        stage.give(new Input.Watched(1, Input.Change.DELETED, deletion));
        while (!stage.has(Effect.Get.class)) {
            stage.run(seconds(60));
        }
        stage.ok(stage.attempt(), held).pass(seconds(2));
        stage.give(new Input.Watched(1, Input.Change.MODIFIED, deletion));
        stage.give(new Input.Watched(1, Input.Change.DELETED, deletion));
        assertThat(untilCreation())
                .isBetween(seconds(15).toNanos(), seconds(15.05).toNanos());
    }

    @Test
    void anotherDeletionThanTheOneKnownIsWaitedOutAgain() {
        LeaseRecord held = stage.held(OTHER, 15);
        stage.follows(held);
        stage.give(new Input.Watched(1, Input.Change.DELETED, stage.stored(held)));
        stage.pass(seconds(5));
        stage.give(new Input.Watched(1, Input.Change.DELETED, stage.stored(held)));
        assertThat(untilCreation())
                .isBetween(seconds(15).toNanos(), seconds(15.05).toNanos());
    }

    @Test
    void theSameDeletionToldTwiceIsWaitedOutOnce() {
        LeaseRecord held = stage.held(OTHER, 15);
        stage.follows(held);
        LeaseRecord deletion = stage.stored(held);
        stage.give(new Input.Watched(1, Input.Change.DELETED, deletion));
        stage.pass(seconds(5));
        stage.give(new Input.Watched(1, Input.Change.DELETED, deletion));
        assertThat(untilCreation())
                .isBetween(seconds(10).toNanos(), seconds(10.05).toNanos());
    }

    @Test
    void anotherLeaseAtTheVersionKnownShowsTheSame() {
        LeaseRecord held = stage.held(OTHER, 15);
        stage.follows(held);
        LeaseRecord another = new LeaseRecord("uid-10", held.version(), "", 1, 1, 1, 0, Map.of());
        long from = stage.now().monotonic();
        while (!stage.has(Effect.Put.class) || !stage.written().uid().equals(another.uid())) {
            if (stage.has(Effect.Put.class)) {
                stage.answer(stage.attempt(), new Outcome.Conflict("another uid"));
            }
            if (!stage.has(Effect.Get.class)) {
                stage.run(seconds(60));
            }
            if (stage.has(Effect.Get.class)) {
                stage.ok(stage.attempt(), another);
            }
            assertThat(stage.now().monotonic() - from).isLessThan(seconds(120).toNanos());
        }
    }

    @Test
    void aLeaderThatReadsAnotherRecordAtItsOwnVersionLeadsNoLonger() {
        LeaseRecord mine = stage.leads();
        stage.answer(stage.renewal(), new Outcome.Conflict("modified"));
        assertThat(stage.has(Effect.Get.class)).isTrue();
        stage.ok(stage.attempt(), new LeaseRecord(mine.uid(), mine.version(), OTHER, 15, 1, 1, 0, Map.of()));
        assertThat(stage.lost()).contains(LossReason.STORE_REWOUND);
    }

    @Test
    void bookmarksOfAStoreThatWentBackAreNoSignOfLife() {
        LeaseRecord old = stage.held(OTHER, 15);
        LeaseRecord newer = stage.held(OTHER, 600);
        stage.follows(newer).run(seconds(12)).ok(stage.attempt(), old);
        int bookmarks = 0;
        while (!stage.has(Effect.Get.class)) {
            assertThat(++bookmarks).isLessThan(12);
            stage.pass(seconds(1)).give(new Input.Bookmark(1, newer.version() + bookmarks));
        }
    }

    @Test
    void anEditOfWhatWeDoNotKnowKeepsTheTermAndIsKept() {
        LeaseRecord mine = stage.leads();
        LeaseRecord edited = new LeaseRecord(
                mine.uid(), mine.version() + 50, ME, 15, mine.acquireMicros(), mine.renewMicros(), 1, Map.of("y", 2));
        stage.watched(edited);
        assertThat(stage.lost()).isEmpty();
        stage.renewal();
        assertThat(stage.written().version()).isEqualTo(edited.version());
        assertThat(stage.written().carried()).containsEntry("y", 2);
    }
}
