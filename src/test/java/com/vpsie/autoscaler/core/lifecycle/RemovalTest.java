package com.vpsie.autoscaler.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.core.lifecycle.RemovalView.DrainView;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(120);
    private static final Removal REMOVAL = new Removal(new Timeouts(
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5)));
    private static final DrainView FRESH = new DrainView(false, START, Optional.empty(), false, 3);

    @Test
    void everyPhaseLeavesThroughTerminating() {
        for (Phase phase : Phase.values()) {
            if (phase != Phase.TERMINATING && phase != Phase.DELETING) {
                assertThat(step(phase, Ownership.CLAIMED, FRESH)).isEqualTo(new RemovalStep.Enter(Phase.TERMINATING));
            }
        }
    }

    @Test
    void aDrainCordonsThenEvictsThenIsDone() {
        assertThat(step(Phase.TERMINATING, Ownership.CLAIMED, FRESH)).isInstanceOf(RemovalStep.Cordon.class);
        assertThat(step(Phase.TERMINATING, Ownership.CLAIMED, cordoned(3))).isInstanceOf(RemovalStep.Evict.class);
        assertThat(step(Phase.TERMINATING, Ownership.CLAIMED, cordoned(0)))
                .isEqualTo(new RemovalStep.Enter(Phase.DELETING));
    }

    @Test
    void aDrainThatReachesItsDeadlineIsGivenUpAndTheMachineStays() {
        assertThat(REMOVAL.next(view(Phase.TERMINATING, Ownership.CLAIMED, cordoned(1)), START.plusSeconds(120)))
                .isInstanceOf(RemovalStep.GiveUpDrain.class);
    }

    @Test
    void aFailedDrainPausesAndBeginsAnew() {
        DrainView failed = new DrainView(false, START, Optional.of(START.plusSeconds(120)), false, 1);

        assertThat(REMOVAL.next(view(Phase.TERMINATING, Ownership.CLAIMED, failed), START.plusSeconds(130)))
                .isEqualTo(new RemovalStep.Wait(NodeReason.DRAIN_FAILED, Optional.of(START.plusSeconds(240))));
        assertThat(REMOVAL.next(view(Phase.TERMINATING, Ownership.CLAIMED, failed), START.plusSeconds(240)))
                .isInstanceOf(RemovalStep.RestartDrain.class);
    }

    @Test
    void nothingIsDrainedWhereNothingRuns() {
        RemovalView noNode = new RemovalView(
                Phase.TERMINATING, Ownership.CLAIMED, true, KubernetesSight.ABSENT, FRESH, false, false, false);
        DrainView skipped = new DrainView(true, START, Optional.empty(), false, 3);

        assertThat(REMOVAL.next(noNode, START)).isEqualTo(new RemovalStep.Enter(Phase.DELETING));
        assertThat(step(Phase.TERMINATING, Ownership.GIVEN_UP, FRESH)).isEqualTo(new RemovalStep.Enter(Phase.DELETING));
        assertThat(step(Phase.TERMINATING, Ownership.CLAIMED, skipped))
                .isEqualTo(new RemovalStep.Enter(Phase.DELETING));
    }

    @Test
    void aMachineThatIsNotKnownYetIsWaitedFor() {
        assertThat(step(Phase.TERMINATING, Ownership.AWAITED, FRESH)).isInstanceOf(RemovalStep.Wait.class);
        assertThat(step(Phase.DELETING, Ownership.AWAITED, FRESH)).isInstanceOf(RemovalStep.Wait.class);
    }

    @Test
    void theMachineGoesBeforeTheNodeObjectAndTheNodeObjectBeforeTheMark() {
        assertThat(deleting(KubernetesSight.READY, false, false)).isInstanceOf(RemovalStep.DeleteMachine.class);
        assertThat(deleting(KubernetesSight.READY, true, false)).isInstanceOf(RemovalStep.Look.class);
        assertThat(deleting(KubernetesSight.READY, true, true)).isInstanceOf(RemovalStep.DeleteNodeObject.class);
        assertThat(deleting(KubernetesSight.ABSENT, true, true)).isInstanceOf(RemovalStep.MarkGone.class);
    }

    @Test
    void theFinalizerGoesOnlyWhenTheLedgerHasLetGo() {
        assertThat(REMOVAL.next(gone(true), START)).isInstanceOf(RemovalStep.Wait.class);
        assertThat(REMOVAL.next(gone(false), START)).isInstanceOf(RemovalStep.ReleaseFinalizer.class);
    }

    @Test
    void notFoundAloneProvesNothing() {
        assertThat(GoneEvidence.NONE.answered(at(10)).provesGone(true, SETTLE)).isFalse();
    }

    @Test
    void anAnswerAndAListWithoutItProveAListedMachineGone() {
        GoneEvidence evidence = GoneEvidence.NONE.answered(at(10)).listed(false, at(11));

        assertThat(evidence.provesGone(true, SETTLE)).isTrue();
    }

    @Test
    void aListThatBeganBeforeTheAnswerDoesNotCount() {
        assertThat(GoneEvidence.NONE.answered(at(10)).listed(false, at(9)).provesGone(true, SETTLE))
                .isFalse();
        assertThat(GoneEvidence.NONE.listed(false, at(9)).provesGone(true, SETTLE))
                .isFalse();
    }

    @Test
    void aMachineThatWasNeverListedNeedsTwoListsASettleWindowApart() {
        GoneEvidence once = GoneEvidence.NONE.answered(at(10)).listed(false, at(11));

        assertThat(once.provesGone(false, SETTLE)).isFalse();
        assertThat(once.listed(false, at(130)).provesGone(false, SETTLE)).isFalse();
        assertThat(once.listed(false, at(131)).provesGone(false, SETTLE)).isTrue();
    }

    @Test
    void aMachineThatIsSeenAgainIsNotGone() {
        GoneEvidence evidence = GoneEvidence.NONE
                .answered(at(10))
                .listed(false, at(11))
                .listed(true, at(12))
                .listed(false, at(300));

        assertThat(evidence.provesGone(true, SETTLE)).isFalse();
        assertThat(evidence.answeredAt()).isEmpty();
    }

    private static Duration at(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static RemovalView gone(boolean inLedger) {
        return new RemovalView(
                Phase.DELETING, Ownership.CLAIMED, inLedger, KubernetesSight.ABSENT, FRESH, true, true, true);
    }

    private static RemovalStep deleting(KubernetesSight node, boolean answered, boolean gone) {
        return REMOVAL.next(
                new RemovalView(Phase.DELETING, Ownership.CLAIMED, true, node, FRESH, answered, gone, false), START);
    }

    private static RemovalStep step(Phase phase, Ownership ownership, DrainView drain) {
        return REMOVAL.next(view(phase, ownership, drain), START);
    }

    private static RemovalView view(Phase phase, Ownership ownership, DrainView drain) {
        return new RemovalView(phase, ownership, true, KubernetesSight.READY, drain, false, false, false);
    }

    private static DrainView cordoned(int podsLeft) {
        return new DrainView(false, START, Optional.empty(), true, podsLeft);
    }
}
