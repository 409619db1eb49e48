package com.vpsie.autoscaler.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.core.lifecycle.NextPhase.Intent;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.MachineSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTableTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final PhaseTable TABLE = new PhaseTable(new Timeouts(
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5)));

    @ParameterizedTest(name = "{0}, {1}, machine {2}, node {3}, {4} min in phase -> {5} {6}")
    @CsvSource({
        "PENDING,      NOT_BOUGHT, NOT_LOOKED, ABSENT,    99, PENDING,      PENDING",
        "PENDING,      AWAITED,    NOT_LOOKED, ABSENT,     0, PROVISIONING, PROVISIONING",
        "PENDING,      CLAIMED,    NOT_LOOKED, ABSENT,     0, PROVISIONING, PROVISIONING",
        "PENDING,      GIVEN_UP,   NOT_LOOKED, ABSENT,     0, FAILED,       GIVEN_UP",
        "PROVISIONING, NOT_BOUGHT, NOT_LOOKED, ABSENT,     1, PENDING,      PENDING",
        "PROVISIONING, AWAITED,    ABSENT,     ABSENT,    99, PROVISIONING, PROVISIONING",
        "PROVISIONING, GIVEN_UP,   ABSENT,     ABSENT,     0, FAILED,       GIVEN_UP",
        "PROVISIONING, CLAIMED,    STARTING,   ABSENT,     9, PROVISIONING, PROVISIONING",
        "PROVISIONING, CLAIMED,    ABSENT,     ABSENT,     9, PROVISIONING, PROVISIONING",
        "PROVISIONING, CLAIMED,    STARTING,   ABSENT,    10, FAILED,       PROVISIONING_TIMEOUT",
        "PROVISIONING, CLAIMED,    RUNNING,    ABSENT,    10, PROVISIONED,  PROVISIONED",
        "PROVISIONED,  CLAIMED,    RUNNING,    ABSENT,     0, JOINING,      JOINING",
        "JOINING,      CLAIMED,    RUNNING,    ABSENT,    14, JOINING,      JOINING",
        "JOINING,      CLAIMED,    RUNNING,    NOT_READY, 14, JOINING,      JOINED",
        "JOINING,      CLAIMED,    RUNNING,    NOT_READY, 15, FAILED,       JOINING_TIMEOUT",
        "JOINING,      CLAIMED,    RUNNING,    READY,     15, READY,        READY",
        "JOINING,      GIVEN_UP,   RUNNING,    READY,      1, FAILED,       GIVEN_UP",
        "READY,        CLAIMED,    RUNNING,    READY,     99, READY,        READY",
        "READY,        CLAIMED,    RUNNING,    NOT_READY, 99, READY,        NOT_READY",
        "READY,        CLAIMED,    RUNNING,    ABSENT,    99, READY,        NODE_NOT_FOUND",
        "READY,        CLAIMED,    ABSENT,     READY,     99, READY,        READY",
        "READY,        CLAIMED,    ABSENT,     ABSENT,    14, READY,        NODE_NOT_FOUND",
        "READY,        CLAIMED,    ABSENT,     ABSENT,    15, FAILED,       MACHINE_LOST",
        "FAILED,       CLAIMED,    RUNNING,    READY,     29, FAILED,       FAILED",
        "FAILED,       CLAIMED,    RUNNING,    READY,     30, FAILED,       TTL_EXPIRED",
        "TERMINATING,  CLAIMED,    RUNNING,    READY,      0, TERMINATING,  TERMINATING",
        "DELETING,     CLAIMED,    RUNNING,    READY,      0, DELETING,     DELETING",
    })
    void everyRow(
            Phase phase,
            Ownership ownership,
            MachineSight machine,
            KubernetesSight node,
            int minutes,
            Phase next,
            NodeReason reason) {
        NextPhase verdict = TABLE.next(
                phase, new NodeObservation(ownership, machine, node, START), START.plus(Duration.ofMinutes(minutes)));

        assertThat(verdict.phase()).isEqualTo(next);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void aNodeThatIsSeenGetsItsLabels() {
        assertThat(next(Phase.JOINING, KubernetesSight.NOT_READY).intents()).containsExactly(Intent.LABEL_NODE);
        assertThat(next(Phase.JOINING, KubernetesSight.READY).intents()).containsExactly(Intent.LABEL_NODE);
        assertThat(next(Phase.JOINING, KubernetesSight.ABSENT).intents()).isEmpty();
    }

    @Test
    void waitingEndsAtAnExactTime() {
        assertThat(next(Phase.JOINING, KubernetesSight.ABSENT).lookAgain())
                .contains(START.plus(Duration.ofMinutes(15)));
        assertThat(next(Phase.FAILED, KubernetesSight.ABSENT).lookAgain()).contains(START.plus(Duration.ofMinutes(30)));
        assertThat(next(Phase.PROVISIONING, KubernetesSight.ABSENT).lookAgain())
                .as("VPSie sends no events")
                .contains(START.plusSeconds(5));
    }

    @Test
    void aFailedNodeIsKeptForeverWhenItsTimeToLiveIsZero() {
        PhaseTable keeping = new PhaseTable(new Timeouts(
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofSeconds(5)));

        NextPhase verdict = keeping.next(Phase.FAILED, seen(KubernetesSight.ABSENT), START.plus(Duration.ofDays(99)));

        assertThat(verdict.intents()).isEmpty();
        assertThat(verdict.lookAgain()).isEmpty();
    }

    @Test
    void theEndOfItsTimeToLiveDeletesAFailedNode() {
        assertThat(TABLE.next(Phase.FAILED, seen(KubernetesSight.ABSENT), START.plus(Duration.ofMinutes(30)))
                        .intents())
                .containsExactly(Intent.DELETE_SELF);
    }

    private static NextPhase next(Phase phase, KubernetesSight node) {
        return TABLE.next(phase, seen(node), START);
    }

    private static NodeObservation seen(KubernetesSight node) {
        return new NodeObservation(Ownership.CLAIMED, MachineSight.STARTING, node, START);
    }
}
