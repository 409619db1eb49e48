package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A term from its beginning to its end: what is told, when it wakes, and what it leaves behind. */
class TermRulesTest {
    private final Stage stage = new Stage();

    private Duration since(long from) {
        return Duration.ofNanos(stage.now().monotonic() - from);
    }

    @Nested
    class Begin {
        @Test
        void theGateOpensAndAcquiredIsTold() {
            LeaseRecord mine = stage.leads();
            assertThat(stage.effects)
                    .contains(new Effect.Emit(new ElectionEvent.Acquired(mine.version())))
                    .contains(new Effect.Report(new Fact.Verdict("HOLDING → LEADING")));
        }

        @Test
        void aLeaseThatIsThereIsTakenBeforeTheFloorIsAskedFor() {
            stage.follows(stage.held("", 1));
            assertThat(stage.has(Effect.ReadFloor.class)).isFalse();
        }

        /** The floor is asked for again: a seal may have come since the term before. */
        @Test
        void aFloorThatAnEarlierTermReadIsNotTaken() {
            stage.leads();
            stage.give(new Input.Fenced(5_000));
            stage.give(new Input.Drained(stage.status().token()));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            stage.until(() -> stage.has(Effect.Put.class));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.has(Effect.OpenGate.class)).isFalse();
            stage.floor(9_000);
            assertThat(stage.status().token()).isEqualTo(9_001);
        }

        @Test
        void clocksThatDisagreeWhileTheFloorIsReadKeepItClosedUntilARenewal() {
            stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            long floor = stage.one(Effect.ReadFloor.class).orElseThrow().request();
            stage.pass(seconds(1)).stepWall(seconds(3600)).tick();
            assertThat(stage.fact(Fact.ClockSuspect.class)).contains(new Fact.ClockSuspect(ClockReading.Witness.WALL));
            long renewal = stage.attempt();
            LeaseRecord renewed = stage.stored(stage.written());
            stage.give(new Input.FloorRead(floor, 0));
            assertThat(stage.has(Effect.OpenGate.class)).isFalse();
            stage.ok(renewal, renewed);
            assertThat(stage.has(Effect.OpenGate.class)).isTrue();
        }
    }

    @Nested
    class Renewal {
        @Test
        void isDueIAfterTheStartOfTheLast() {
            Stage often = new Stage(new TimingRules.Given(null, null, null, seconds(3), null, null));
            often.leads();
            long acquired = often.one(Effect.OpenGate.class)
                    .orElseThrow()
                    .state()
                    .anchor()
                    .monotonic();
            often.until(() -> often.has(Effect.Put.class));
            assertThat(often.now().monotonic() - acquired).isEqualTo(seconds(3).toNanos());
        }

        @Test
        void isTimedFromItsStart() {
            stage.leads();
            long attempt = stage.renewal();
            LeaseRecord stored = stage.stored(stage.written());
            stage.pass(seconds(0.7)).ok(attempt, stored);
            assertThat(stage.fact(Fact.Renewed.class)).contains(new Fact.Renewed(seconds(0.7)));
        }

        @Test
        void nobodyWhoDoesNotLeadIsAskedForOne() {
            stage.follows(stage.held(OTHER, 600)).give(new Input.RenewNow());
            stage.give(new Input.Watched(1, Input.Change.MODIFIED, stage.held("", 1)));
            LeaseRecord mine = takesOver();
            stage.floor(0);
            assertThat(stage.request()).as("an order from before the term").isEmpty();
            assertThat(mine.holder()).isEqualTo(ME);
        }

        private LeaseRecord takesOver() {
            if (!stage.has(Effect.Put.class)) {
                stage.until(() -> stage.has(Effect.Put.class));
            }
            LeaseRecord mine = stage.stored(stage.written());
            stage.ok(stage.attempt(), mine);
            return mine;
        }

        /** The watch was faster than the look: what is known is enough to write on. */
        @Test
        void doesNotWaitForALookThatTheWatchHasAnswered() {
            LeaseRecord mine = stage.leads();
            stage.answer(stage.renewal(), new Outcome.Conflict("modified"));
            long look = stage.attempt();
            LeaseRecord edited = stage.stored(new LeaseRecord(
                    mine.uid(), 0, ME, 15, mine.acquireMicros(), mine.renewMicros(), 1, Map.of("y", 2)));
            stage.watched(edited);
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(look));
            assertThat(stage.written().version()).isEqualTo(edited.version());
        }
    }

    @Nested
    class Jeopardy {
        @Test
        void wakesTheElectorByItself() {
            stage.leads();
            long from = stage.now().monotonic();
            stage.until(() -> stage.told(ElectionEvent.Jeopardy.class));
            assertThat(since(from)).isBetween(seconds(9), seconds(9.001));
            stage.until(() -> stage.lost().isPresent());
            assertThat(since(from)).isEqualTo(seconds(10));
        }

        @Test
        void isToldOfEachAnchorAnew() {
            stage.leads();
            stage.pass(seconds(9.5)).tick();
            assertThat(stage.told(ElectionEvent.Jeopardy.class)).isTrue();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.LEADING);
            stage.pass(seconds(9.5)).tick();
            assertThat(stage.told(ElectionEvent.Jeopardy.class)).isTrue();
        }
    }

    @Nested
    class End {
        @Test
        void givesUpTheRenewalUnderWay() {
            stage.leads();
            long renewal = stage.renewal();
            stage.watched(stage.held(OTHER, 600));
            assertThat(stage.lost()).contains(LossReason.FOREIGN_HOLDER);
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(renewal));
            stage.give(new Input.Drained(stage.status().token()));
            assertThat(stage.has(Effect.MoveGate.class)).isFalse();
        }

        @Test
        void aSealThatNeedsAPersonIsSaidAndEndsNothing() {
            stage.leads();
            stage.give(new Input.Fenced(1L << 53));
            assertThat(stage.lost()).isEmpty();
            assertThat(stage.fact(Fact.Trouble.class))
                    .contains(new Fact.Trouble(
                            "a record is sealed with token 9007199254740992, above 2^53: this needs " + "a person"));
        }

        @Test
        void aStepDownSaysWhy() {
            stage.leads();
            stage.give(new Input.StepDown("asked by hand", false));
            assertThat(stage.effects).contains(new Effect.Report(new Fact.Verdict("step down: asked by hand")));
            stage.give(new Input.StepDown("preStop", true));
            assertThat(stage.effects).contains(new Effect.Report(new Fact.Verdict("step down for good: preStop")));
        }

        /** L is counted from when its work has come to rest, not from the order. */
        @Test
        void afterAStepDownLCountsFromTheRest() {
            stage.leads();
            stage.give(new Input.StepDown("asked", false));
            stage.until(() -> stage.has(Effect.Put.class));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            stage.give(new Input.Drained(stage.status().token()));
            LeaseRecord free = stage.stored(stage.written());
            stage.ok(stage.attempt(), free);
            long from = stage.now().monotonic();
            while (!stage.has(Effect.Put.class)) {
                stage.until(() -> stage.request().isPresent());
                if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), free);
                }
            }
            assertThat(since(from)).isBetween(seconds(15), seconds(15.05));
        }
    }

    @Nested
    class DebugLines {
        @Test
        void everyAnswerIsOneWithItsReason() {
            stage.leads();
            long attempt = stage.renewal();
            stage.answer(attempt, new Outcome.ServerError("500", "etcd is away"));
            assertThat(stage.effects)
                    .contains(new Effect.Report(new Fact.Verdict("RENEW #" + attempt + ": 500 etcd is away")));
        }
    }
}
