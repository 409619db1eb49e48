package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The safety rules of the election up to the eighth, each by its number, on the pure core; {@link ConductRulesTest} has the rest. */
class SafetyRulesTest {
    private static GateState moved(Stage stage) {
        return stage.one(Effect.MoveGate.class).orElseThrow().state();
    }

    @Nested
    class Rule01AnchorAtRequestStart {
        private final Stage stage = new Stage();

        @Test
        void aCommitCountsFromTheStartOfItsRequest() {
            stage.leads();
            long attempt = stage.renewal();
            ClockReading started = stage.now();
            LeaseRecord stored = stage.stored(stage.written());
            stage.pass(seconds(1.5)).ok(attempt, stored);
            assertThat(moved(stage).anchor()).isEqualTo(started);
            assertThat(moved(stage).remaining(stage.now()))
                    .isEqualTo(seconds(8.5).toNanos());
        }

        @Test
        void aLaterLookThatShowsTheMarkOfALostAnswerIsACommit() {
            stage.leads();
            long attempt = stage.renewal();
            ClockReading started = stage.now();
            LeaseRecord stored = stage.stored(stage.written());
            stage.pass(seconds(2)).answer(attempt, new Outcome.NoAnswer("lost"));
            stage.watched(stored);
            assertThat(moved(stage).anchor()).isEqualTo(started);
        }

        @Test
        void twoHundredWithTheSameVersionProvesNothing() {
            LeaseRecord mine = stage.leads();
            long attempt = stage.renewal();
            stage.ok(attempt, mine);
            assertThat(stage.has(Effect.MoveGate.class)).isFalse();
            assertThat(stage.fact(Fact.RenewFailed.class)).contains(new Fact.RenewFailed("no-op"));
            assertThat(stage.run(seconds(2)).has(Effect.Get.class))
                    .as("what is there, then?")
                    .isTrue();
        }

        /** It was given up, another is under way, and then it turns out to have been carried out. */
        @Test
        void anAnswerThatComesAfterTProvesItsOwnCommitAndEndsNoOtherRequest() {
            stage.leads();
            long first = stage.renewal();
            ClockReading started = stage.now();
            LeaseRecord ghost = stage.stored(stage.written());
            stage.pass(seconds(2)).tick();
            long second = stage.attempt();
            stage.pass(seconds(0.5)).ok(first, ghost);
            assertThat(moved(stage).anchor()).isEqualTo(started);
            assertThat(stage.fact(Fact.RenewFailed.class)).isEmpty();
            stage.answer(second, new Outcome.Conflict("modified"));
            assertThat(stage.fact(Fact.SlowPath.class)).isPresent();
        }

        @Test
        void everyWriteCarriesANewMarkAlsoWhenTheWallClockStandsOrGoesBack() {
            LeaseRecord mine = stage.leads();
            stage.stepWall(seconds(-3600));
            stage.renewal();
            assertThat(stage.written().renewMicros()).isGreaterThan(mine.renewMicros());
        }

        @Test
        void twoDeploymentsOverOneRecordWriteDifferentMarksAlsoWhenTheirClockIsBehindIt() {
            Stage first = new Stage(TimingRules.Given.nothing(), 1);
            Stage second = new Stage(TimingRules.Given.nothing(), 2);
            LeaseRecord ahead = new LeaseRecord("uid-9", 100, OTHER, 15, 1, Long.MAX_VALUE / 2, 1, Map.of());
            for (Stage stage : List.of(first, second)) {
                stage.follows(ahead);
                while (!stage.has(Effect.Put.class)) {
                    stage.run(seconds(20));
                    if (stage.has(Effect.Get.class)) {
                        stage.ok(stage.attempt(), ahead);
                    }
                }
            }
            assertThat(first.written().holder()).isEqualTo(second.written().holder());
            assertThat(first.written().renewMicros())
                    .isGreaterThan(ahead.renewMicros())
                    .isNotEqualTo(second.written().renewMicros());
        }

        @Test
        void anOlderCommitNeverShortensTheTerm() {
            stage.leads();
            long first = stage.renewal();
            LeaseRecord ghost = stage.stored(stage.written());
            stage.pass(seconds(2)).tick();
            assertThat(stage.has(Effect.Cancel.class)).isTrue();
            LeaseRecord second = stage.stored(stage.written());
            stage.ok(stage.attempt(), second);
            GateState later = moved(stage);
            stage.ok(first, ghost);
            assertThat(stage.has(Effect.MoveGate.class)).isFalse();
            assertThat(later.remaining(stage.now())).isEqualTo(seconds(10).toNanos());
        }
    }

    @Nested
    class Rule03ClockWitnesses {
        private final Stage stage = new Stage();

        @Test
        void aStepOfTheWallClockMakesTheTermSuspectAndACommittedRenewalHeals() {
            LeaseRecord mine = stage.leads();
            stage.pass(seconds(1)).stepWall(seconds(3600)).tick();
            assertThat(stage.status().suspect()).isTrue();
            assertThat(stage.lost()).isEmpty();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.status().suspect()).isFalse();
            assertThat(moved(stage).suspect(stage.now())).isFalse();
            assertThat(mine.holder()).isEqualTo(ME);
        }

        @Test
        void clocksThatAgreeAgainHealNothing() {
            stage.leads();
            stage.pass(seconds(1)).stepWall(seconds(3600)).tick();
            GateState doubted = moved(stage);
            long attempt = stage.attempt();
            LeaseRecord stored = stage.stored(stage.written());
            stage.stepWall(seconds(-3600));
            assertThat(doubted.suspect(stage.now())).isTrue();
            stage.ok(attempt, stored);
            assertThat(moved(stage).suspect(stage.now()))
                    .as("that renewal began while the clock was ahead")
                    .isTrue();
            stage.pass(seconds(2)).tick();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(moved(stage).suspect(stage.now())).isFalse();
        }

        @Test
        void aSleepThatOnlyWallAndBootTimeSawClosesTheGate() {
            stage.leads();
            GateState gate =
                    new GateState(stage.now(), seconds(10).toNanos(), seconds(9).toNanos());
            stage.sleep(seconds(11));
            assertThat(gate.remaining(stage.now())).isNegative();
            stage.tick();
            assertThat(stage.status().suspect()).isTrue();
        }

        @Test
        void aSleepTooShortForDoubtStillCountsWhenTheOnlyClockThatSawItIsSetBack() {
            stage.withoutBoot().leads();
            stage.pass(seconds(1)).sleep(seconds(0.45)).tick();
            GateState gate = moved(stage);
            stage.stepWall(seconds(-0.45)).pass(seconds(2));
            assertThat(gate.suspect(stage.now())).isFalse();
            assertThat(gate.remaining(stage.now()))
                    .isEqualTo(seconds(10 - 1 - 0.45 - 2).toNanos());
            stage.tick();
            assertThat(stage.has(Effect.MoveGate.class)).as("nothing new").isFalse();
        }

        @Test
        void severalSuchSleepsAddUpToDoubt() {
            stage.withoutBoot().leads();
            for (int i = 0; i < 2; i++) {
                assertThat(stage.status().suspect()).isFalse();
                stage.sleep(seconds(0.45)).tick().stepWall(seconds(-0.45)).tick();
            }
            assertThat(stage.status().suspect()).isTrue();
        }

        @Test
        void aSleepDuringARenewalCountsAgainstIt() {
            stage.withoutBoot().leads();
            long attempt = stage.renewal();
            LeaseRecord stored = stage.stored(stage.written());
            stage.sleep(seconds(3)).tick().stepWall(seconds(-3)).tick();
            stage.ok(attempt, stored);
            assertThat(moved(stage).suspect(stage.now())).isTrue();
            assertThat(moved(stage).remaining(stage.now())).isEqualTo(seconds(7).toNanos());
        }

        @Test
        void smallDriftIsNoDisagreement() {
            ClockReading from = new ClockReading(0, 0, 0);
            assertThat(new ClockReading(10_000_000_000L, 10_490_000, 10_000_000_000L).disagreesSince(from))
                    .isFalse();
            assertThat(new ClockReading(10_000_000_000L, 10_600_000, 10_000_000_000L).disagreesSince(from))
                    .isTrue();
            assertThat(new ClockReading(10_000_000_000L, 10_600_000, 10_000_000_000L).oddSince(from))
                    .isEqualTo(ClockReading.Witness.WALL);
            assertThat(new ClockReading(1, 10_000_000, 10_000_000_000L).oddSince(from))
                    .isEqualTo(ClockReading.Witness.MONOTONIC);
            assertThat(new ClockReading(1_000_000_000L, 1_000_000, ClockReading.NO_BOOT).disagreesSince(from))
                    .isFalse();
        }

        @Test
        void aFollowerWaitsByTheMonotonicClockAlone() {
            stage.follows(stage.held(OTHER, 15));
            stage.pass(seconds(1)).stepWall(seconds(3600)).tick();
            assertThat(stage.request()).isEmpty();
            stage.stepWall(seconds(-7200)).pass(seconds(13.9)).tick();
            assertThat(stage.request().filter(Effect.Put.class::isInstance)).isEmpty();
        }
    }

    @Nested
    class Rule07ReleaseOrder {
        private final Stage stage = new Stage();

        @Test
        void theGateClosesThenWorkDrainsWhileRenewalsGoOnThenTheLeaseIsReleased() {
            stage.leads();
            stage.give(new Input.Stop());
            assertThat(stage.lost()).contains(LossReason.SHUTDOWN);
            assertThat(stage.request()).isEmpty();
            stage.renewal();
            assertThat(stage.written().holder()).isEqualTo(ME);
            LeaseRecord renewed = stage.stored(stage.written());
            stage.ok(stage.attempt(), renewed);
            stage.give(new Input.Drained(stage.status().token()));
            assertThat(stage.written().holder()).isEmpty();
            assertThat(stage.written().durationSeconds()).isEqualTo(1);
            assertThat(stage.written().version()).isEqualTo(renewed.version());
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.told(ElectionEvent.Released.class)).isTrue();
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }

        @Test
        void aDrainWithoutEndIsNotReleased() {
            stage.leads();
            stage.give(new Input.Stop());
            for (int i = 0; i < 10; i++) {
                stage.run(seconds(5));
                if (stage.request().isPresent()) {
                    assertThat(stage.written().holder()).isEqualTo(ME);
                    stage.ok(stage.attempt(), stage.stored(stage.written()));
                }
            }
            assertThat(stage.status().drainBroken()).isTrue();
            stage.run(seconds(20));
            assertThat(stage.request()).isEmpty();
        }

        @Test
        void nothingComesAfterTheEndOfADrainWithoutEnd() {
            Stage stage = new Stage();
            stage.leads();
            stage.give(new Input.Stop());
            while (!stage.has(Effect.Stopped.class)) {
                stage.run(seconds(5));
                if (stage.request().isPresent()) {
                    stage.ok(stage.attempt(), stage.stored(stage.written()));
                }
            }
            stage.pass(seconds(60)).tick();
            assertThat(stage.effects).isEmpty();
        }

        @Test
        void aReleaseThatMeetsAForeignHolderLeavesItAlone() {
            stage.leads();
            stage.give(new Input.Stop());
            stage.give(new Input.Drained(stage.status().token()));
            stage.answer(stage.attempt(), new Outcome.Conflict("modified"));
            stage.ok(stage.attempt(), stage.held(OTHER, 15));
            assertThat(stage.request()).isEmpty();
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }
    }

    @Nested
    class Rule08Token {
        @Test
        void theTokenIsAboveTheFloorAndNotBelowTheVersion() {
            Stage low = new Stage();
            LeaseRecord mine = low.leads();
            assertThat(low.status().token()).isEqualTo(mine.version());
            Stage high = new Stage();
            high.follows(high.held("", 1)).run(high.timing.stagger().plusMillis(1));
            high.ok(high.attempt(), high.stored(high.written())).floor(1_000_000);
            assertThat(high.status().token()).isEqualTo(1_000_001);
        }

        @Test
        void aHigherSealEndsTheTermOnceForEachValue() {
            Stage stage = new Stage();
            LeaseRecord mine = stage.leads();
            stage.give(new Input.Fenced(mine.version()));
            assertThat(stage.lost()).isEmpty();
            stage.give(new Input.Fenced(1L << 53));
            assertThat(stage.lost()).isEmpty();
            stage.give(new Input.Fenced(5_000));
            assertThat(stage.lost()).contains(LossReason.FENCED);
            stage.give(new Input.Drained(stage.status().token()));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            stage.run(stage.timing.stagger().plusMillis(1));
            stage.ok(stage.attempt(), stage.stored(stage.written())).floor(0);
            assertThat(stage.status().token()).isEqualTo(5_001);
            stage.give(new Input.Fenced(5_000));
            assertThat(stage.lost()).isEmpty();
        }

        @Test
        void withoutAFloorNobodyLeads() {
            Stage stage = new Stage();
            stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            long request = stage.one(Effect.ReadFloor.class).orElseThrow().request();
            stage.give(new Input.FloorFailed(request, "away"));
            assertThat(stage.has(Effect.OpenGate.class)).isFalse();
            stage.run(seconds(2));
            stage.floor(3);
            assertThat(stage.has(Effect.OpenGate.class)).isTrue();
        }
    }
}
