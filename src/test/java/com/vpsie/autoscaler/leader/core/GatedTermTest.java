package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Rule 2: the gate is pulled; rules 9 and 12 as the application meets them. L 15 s, D 10 s, I 5 s, T 2 s. */
class GatedTermTest {
    private static final long SECOND = 1_000_000_000L;

    private final ElectionTiming timing =
            ((Checked.Valid<ElectionTiming>) TimingRules.derive(TimingRules.Given.nothing())).value();
    private final List<NotLeaderException.Reason> denied = new ArrayList<>();
    private ClockReading now = new ClockReading(0, 0, 0);
    private Runnable onRenew = () -> {};
    private final GatedTerm term = new GatedTerm(7, "me", timing, gate(), () -> now, new GatedTerm.Hooks() {
        @Override
        public void renew() {
            onRenew.run();
        }

        @Override
        public void await(BooleanSupplier done, Duration atMost) {
            if (!done.getAsBoolean()) {
                pass(atMost.toNanos());
            }
        }

        @Override
        public void denied(NotLeaderException.Reason reason) {
            denied.add(reason);
        }
    });

    private GateState gate() {
        return new GateState(
                now, timing.renewDeadline().toNanos(), timing.jeopardyAfter().toNanos());
    }

    private void pass(long nanos) {
        now = new ClockReading(now.monotonic() + nanos, now.wallMicros() + nanos / 1000, now.boot() + nanos);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void refused(NotLeaderException.Reason reason, Duration needed) {
        assertThatThrownBy(() -> term.requireBudget(needed))
                .isInstanceOfSatisfying(
                        NotLeaderException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(denied).last().isEqualTo(reason);
    }

    @Test
    void theCheckReadsTheClocksAndNeedsNoEvent() {
        assertThatCode(() -> term.requireBudget(seconds(2))).doesNotThrowAnyException();
        pass(8 * SECOND - 1);
        assertThatCode(() -> term.requireBudget(seconds(2))).doesNotThrowAnyException();
        pass(1);
        refused(NotLeaderException.Reason.BUDGET, seconds(2));
        assertThat(term.isOpen()).isTrue();
        pass(2 * SECOND);
        assertThat(term.isOpen()).isFalse();
        assertThat(term.remaining()).isZero();
        refused(NotLeaderException.Reason.BUDGET, Duration.ZERO);
    }

    @Test
    void aClosedGateNeverOpensAgain() {
        term.close();
        term.move(gate());
        refused(NotLeaderException.Reason.CLOSED, Duration.ZERO);
        assertThat(term.remaining()).isZero();
        assertThatThrownBy(term::ensureFresh).isInstanceOf(NotLeaderException.class);
    }

    @Test
    void clocksThatDisagreedOnceKeepItClosedUntilARenewal() {
        now = new ClockReading(SECOND, 3_000_000, SECOND);
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        now = new ClockReading(2 * SECOND, 2_000_000, 2 * SECOND);
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        term.move(gate());
        assertThatCode(() -> term.requireBudget(seconds(2))).doesNotThrowAnyException();
    }

    @Test
    void whatIsLearntOfTheSameCommitLiftsNoDoubt() {
        GateState before = gate();
        now = new ClockReading(SECOND, 3_000_000, SECOND);
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        now = new ClockReading(SECOND, 1_100_000, SECOND);
        term.move(before.afterSleepOf(SECOND / 10));
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        assertThat(term.isOpen()).isFalse();
    }

    @Test
    void aYoungAnchorIsFreshAndAnOldOneIsRenewed() {
        List<String> renewals = new ArrayList<>();
        onRenew = () -> {
            renewals.add("asked");
            term.move(gate());
        };
        pass(SECOND);
        term.ensureFresh();
        assertThat(renewals).isEmpty();
        pass(1);
        term.ensureFresh();
        assertThat(renewals).hasSize(1);
    }

    @Test
    void itSaysWhoLeadsUnderWhichToken() {
        assertThat(term.token()).isEqualTo(7);
        assertThat(term.identity()).isEqualTo("me");
        assertThat(term.startBudget()).isEqualTo(seconds(2));
        assertThat(term.remaining()).isEqualTo(seconds(10));
    }

    @Test
    void aRefusalSaysWhatWasNeededAndWhatWasLeft() {
        pass(9 * SECOND);
        assertThatThrownBy(() -> term.requireBudget(seconds(2)))
                .hasMessage("2s needed, 1s left of the term with token 7");
        term.close();
        assertThatThrownBy(term::requireBudget).hasMessage("the term with token 7 is over");
    }

    @Test
    void clocksThatDisagreeCloseItForViewsTooAndAskForARenewal() {
        List<String> renewals = new ArrayList<>();
        onRenew = () -> renewals.add("asked");
        now = new ClockReading(SECOND, 3_000_000, SECOND);
        assertThat(term.remaining()).isZero();
        assertThat(term.isOpen()).isFalse();
        assertThat(renewals).as("a view asks for nothing").isEmpty();
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        assertThat(renewals).hasSize(1);
        now = new ClockReading(2 * SECOND, 2_000_000, 2 * SECOND);
        assertThat(term.isOpen()).as("they agree again").isFalse();
    }

    @Test
    void anAnchorSinceWhichTheClocksDisagreedIsNotFreshHoweverYoung() {
        List<String> renewals = new ArrayList<>();
        onRenew = () -> {
            renewals.add("asked");
            term.move(gate());
        };
        now = new ClockReading(SECOND * 3 / 10, 900_000, SECOND * 3 / 10);
        term.ensureFresh();
        assertThat(renewals).hasSize(1);
        term.move(gate().inDoubt());
        term.ensureFresh();
        assertThat(renewals).hasSize(2);
    }

    @Test
    void oneThatOnceRefusedForItsClocksIsNotFreshBeforeARenewal() {
        now = new ClockReading(SECOND * 3 / 10, 900_000, SECOND * 3 / 10);
        refused(NotLeaderException.Reason.SUSPECT, Duration.ZERO);
        now = new ClockReading(SECOND * 3 / 10, 300_000, SECOND * 3 / 10);
        assertThatThrownBy(term::ensureFresh)
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotLeaderException.Reason.JEOPARDY));
    }

    @Test
    void aTermThatEndsWhileSomebodyWaitsIsRefusedAsOver() {
        onRenew = term::close;
        pass(2 * SECOND);
        assertThatThrownBy(term::ensureFresh)
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotLeaderException.Reason.CLOSED));
        assertThat(denied).containsExactly(NotLeaderException.Reason.CLOSED);
    }

    @Test
    void aTermThatEndedAsksForNoRenewal() {
        onRenew = () -> {
            throw new AssertionError("asked");
        };
        term.close();
        pass(2 * SECOND);
        assertThatThrownBy(term::ensureFresh).hasMessage("the term with token 7 is over");
    }

    /** A renewal committed meanwhile, and yet none began late enough: it is stale, not in jeopardy. */
    @Test
    void aRenewalThatBeganTooEarlyDoesNotServe() {
        pass(5 * SECOND);
        GateState early = new GateState(now, timing.renewDeadline().toNanos(), GateState.ENDLESS);
        pass(2 * SECOND);
        onRenew = () -> term.move(early);
        assertThatThrownBy(term::ensureFresh)
                .hasMessage("no renewal committed within 10s")
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotLeaderException.Reason.STALE));
        assertThat(denied).containsExactly(NotLeaderException.Reason.STALE);
    }

    @Test
    void withoutAnElectionItIsAlwaysFresh() {
        onRenew = () -> {
            throw new AssertionError("asked");
        };
        term.move(GateState.endless(now));
        pass(100 * SECOND);
        term.ensureFresh();
        assertThat(term.inJeopardy()).isFalse();
    }

    @Test
    void aFreshTermStillNeedsTheBudgetToStart() {
        onRenew = () -> {
            term.move(gate());
            pass(9 * SECOND); // the renewal took long; what it left is too little
        };
        pass(2 * SECOND);
        assertThatThrownBy(term::ensureFresh)
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotLeaderException.Reason.BUDGET));
    }

    @Test
    void aRenewalThatDoesNotCommitIsRefused() {
        pass(2 * SECOND);
        assertThatThrownBy(term::ensureFresh)
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotLeaderException.Reason.JEOPARDY));
    }

    @Test
    void jeopardyIsTold() {
        pass(9 * SECOND);
        assertThat(term.inJeopardy()).isFalse();
        pass(1);
        assertThat(term.inJeopardy()).isTrue();
    }
}
