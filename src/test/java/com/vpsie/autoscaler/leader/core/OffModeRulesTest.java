package com.vpsie.autoscaler.leader.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@code --leader-election=false}: always the leader, no Lease, and tokens that grow all the same (rule 8). */
class OffModeRulesTest {
    private static final String ME = "pod_uid-1/controller_me";

    private final ElectionTiming timing =
            ((Checked.Valid<ElectionTiming>) TimingRules.derive(TimingRules.Given.nothing())).value();
    private final UncontestedCore core = new UncontestedCore(new ElectionRules(timing, ME, new SplittableRandom(1)));
    private ClockReading now = new ClockReading(0, 0, 0);
    private List<Effect> effects = List.of();

    private void give(Input input) {
        effects = core.step(now, input);
        assertThat(effects)
                .noneMatch(e -> e instanceof Effect.Get || e instanceof Effect.Put || e instanceof Effect.Create);
    }

    private void pass(Duration time) {
        now = new ClockReading(
                now.monotonic() + time.toNanos(),
                now.wallMicros() + time.toNanos() / 1_000,
                now.boot() + time.toNanos());
    }

    private <T extends Effect> Optional<T> one(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
    }

    private void floor(long value) {
        give(new Input.FloorRead(one(Effect.ReadFloor.class).orElseThrow().request(), value));
    }

    private Optional<Long> opened() {
        return one(Effect.OpenGate.class).map(Effect.OpenGate::token);
    }

    private Optional<LossReason> lost() {
        return one(Effect.CloseGate.class).map(Effect.CloseGate::reason);
    }

    private void leads(long floor) {
        give(new Input.Tick());
        floor(floor);
        assertThat(opened()).contains(floor + 1);
    }

    private void drained() {
        give(new Input.Drained(effects.stream()
                .filter(Effect.Emit.class::isInstance)
                .map(effect -> ((Effect.Emit) effect).event())
                .filter(ElectionEvent.Lost.class::isInstance)
                .map(event -> ((ElectionEvent.Lost) event).token())
                .findFirst()
                .orElseThrow()));
    }

    @Test
    void itLeadsWithATokenAboveTheFloorUnderAGateThatNoTimeCloses() {
        give(new Input.Tick());
        assertThat(core.status(now).state()).isEqualTo(ElectorStatus.State.OFF);
        assertThat(core.status(now).leads()).isFalse();
        assertThat(core.status(now).participating()).isFalse();
        assertThat(core.status(now).problem()).isEqualTo("the token floor is not yet read");
        floor(41);
        Effect.OpenGate open = one(Effect.OpenGate.class).orElseThrow();
        assertThat(open.token()).isEqualTo(42);
        assertThat(effects)
                .contains(new Effect.Emit(new ElectionEvent.Acquired(42)))
                .contains(new Effect.Emit(new ElectionEvent.LeaderSeen(ME)));
        pass(Duration.ofDays(10));
        assertThat(open.state().remaining(now)).isEqualTo(GateState.ENDLESS);
        assertThat(open.state().inJeopardy(now)).isFalse();
        assertThat(open.state().suspect(new ClockReading(now.monotonic(), 0, now.boot())))
                .isFalse();
        assertThat(core.status(now))
                .isEqualTo(new ElectorStatus(ElectorStatus.State.OFF, false, ME, 42, null, true, "", false));
        assertThat(core.status(now).leads()).isTrue();
    }

    @Test
    void itComesBackAtLeastThreeTimesInL() {
        give(new Input.Tick());
        assertThat(one(Effect.ArmTimer.class))
                .contains(new Effect.ArmTimer(Duration.ofSeconds(5).toNanos()));
    }

    @Test
    void aFloorThatCannotBeReadIsAskedForAgainAndSaid() {
        give(new Input.Tick());
        long request = one(Effect.ReadFloor.class).orElseThrow().request();
        give(new Input.FloorFailed(request, "away"));
        assertThat(core.status(now).problem()).isEqualTo("the token floor cannot be read: away");
        assertThat(effects).contains(new Effect.Report(new Fact.Trouble("the token floor cannot be read: away")));
        assertThat(one(Effect.ReadFloor.class)).isEmpty();
        long next = one(Effect.ArmTimer.class).orElseThrow().monotonic();
        assertThat(next)
                .isBetween(
                        Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(2).toNanos());
        give(new Input.FloorRead(request, 5));
        assertThat(opened()).as("the answer to a question that failed").isEmpty();
        pass(Duration.ofNanos(next));
        give(new Input.Tick());
        floor(5);
        assertThat(opened()).contains(6L);
        assertThat(core.status(now).problem()).isEmpty();
    }

    @Test
    void aFloorOfTwoToThe53OrMoreIsLeftOut() {
        give(new Input.Tick());
        floor(1L << 53);
        assertThat(opened()).contains(1L);
    }

    @Test
    void aFloorBelowThatCounts() {
        give(new Input.Tick());
        floor((1L << 53) - 1);
        assertThat(opened()).contains(1L << 53);
    }

    @Test
    void aHigherSealEndsTheTermAndBeginsAnotherAboveIt() {
        leads(0);
        give(new Input.Fenced(1));
        assertThat(lost()).as("not above the own token").isEmpty();
        give(new Input.Fenced(1L << 53));
        assertThat(lost()).as("needs a person").isEmpty();
        give(new Input.Fenced(7));
        assertThat(lost()).contains(LossReason.FENCED);
        assertThat(core.status(now).leads()).isFalse();
        assertThat(core.status(now).token()).isZero();
        drained();
        floor(0);
        assertThat(opened()).contains(8L);
        give(new Input.Fenced(7));
        assertThat(lost()).as("once for each value").isEmpty();
    }

    @Test
    void aSealThatComesWhileNobodyLeadsIsKeptForTheNextTerm() {
        give(new Input.Tick());
        long request = one(Effect.ReadFloor.class).orElseThrow().request();
        give(new Input.Fenced(7));
        assertThat(lost()).isEmpty();
        give(new Input.FloorRead(request, 0));
        assertThat(opened()).contains(8L);
    }

    @Test
    void afterAStepDownItStaysBackForLFromWhenTheWorkHasComeToRest() {
        leads(0);
        give(new Input.StepDown("asked", false));
        assertThat(lost()).contains(LossReason.STEPPED_DOWN);
        Effect.Emit lost = new Effect.Emit(new ElectionEvent.Lost(1, LossReason.STEPPED_DOWN));
        assertThat(effects).contains(lost);
        pass(Duration.ofSeconds(3));
        give(new Input.Drained(99));
        assertThat(one(Effect.ReadFloor.class)).isEmpty();
        give(new Input.Drained(1));
        pass(Duration.ofSeconds(15).minusNanos(1));
        give(new Input.Tick());
        assertThat(one(Effect.ReadFloor.class)).isEmpty();
        pass(Duration.ofNanos(1));
        give(new Input.Tick());
        floor(1);
        assertThat(opened()).contains(2L);
        give(new Input.Fenced(9));
        drained();
        assertThat(one(Effect.ReadFloor.class)).as("stands aside once").isPresent();
    }

    @Test
    void afterAStepDownForGoodItNeverLeadsAgain() {
        leads(0);
        give(new Input.StepDown("preStop", true));
        drained();
        pass(Duration.ofDays(1));
        give(new Input.Tick());
        assertThat(one(Effect.ReadFloor.class)).isEmpty();
        assertThat(core.status(now).participating()).isFalse();
        assertThat(core.status(now).problem()).isEqualTo("stepped down for good");
    }

    @Test
    void aStepDownForGoodBeforeTheFirstTermForbidsIt() {
        give(new Input.StepDown("preStop", true));
        assertThat(one(Effect.ReadFloor.class)).isEmpty();
        assertThat(lost()).isEmpty();
    }

    @Test
    void aStopEndsTheTermDrainsAndIsTheEnd() {
        leads(0);
        give(new Input.Stop());
        assertThat(lost()).contains(LossReason.SHUTDOWN);
        assertThat(one(Effect.Stopped.class)).isEmpty();
        assertThat(core.status(now).problem()).isEqualTo("stopping");
        drained();
        assertThat(one(Effect.Stopped.class)).isPresent();
        assertThat(one(Effect.ArmTimer.class)).isEmpty();
        give(new Input.Tick());
        assertThat(effects).isEmpty();
    }

    @Test
    void aStopBeforeTheFirstTermIsTheEndAtOnce() {
        give(new Input.Tick());
        give(new Input.Stop());
        assertThat(one(Effect.Stopped.class)).isPresent();
    }

    @Test
    void workThatDoesNotComeToRestInTwentySecondsIsSaidAndAStopDoesNotWaitForIt() {
        leads(0);
        give(new Input.Stop());
        pass(Duration.ofSeconds(20).minusNanos(1));
        give(new Input.Tick());
        assertThat(core.status(now).drainBroken()).isFalse();
        assertThat(one(Effect.ArmTimer.class)).contains(new Effect.ArmTimer(now.monotonic() + 1));
        pass(Duration.ofNanos(1));
        give(new Input.Tick());
        assertThat(core.status(now).drainBroken()).isTrue();
        assertThat(one(Effect.Stopped.class)).isPresent();
        give(new Input.Drained(1));
        assertThat(core.status(now).drainBroken()).isFalse();
        assertThat(one(Effect.Stopped.class)).as("told once").isEmpty();
    }
}
