package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Before a term: a stop comes first, or the Lease is held and the token floor of rule 8 is not known. */
class HoldingRulesTest {
    private final Stage stage = new Stage();

    /** Holds the Lease, and the token floor has not been read. */
    private static LeaseRecord holds(Stage stage) {
        stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
        LeaseRecord mine = stage.stored(stage.written());
        stage.ok(stage.attempt(), mine);
        return mine;
    }

    @Nested
    class StopBeforeATerm {
        @Test
        void aFollowerStopsAtOnceAndGivesUpItsLook() {
            stage.tick();
            long look = stage.attempt();
            stage.give(new Input.Stop());
            assertThat(stage.one(Effect.Cancel.class)).contains(new Effect.Cancel(look));
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }

        /** It may have been carried out: then the Lease is given back. */
        @Test
        void aTakeOverUnderWayIsAwaitedAndGivenBack() {
            stage.follows(stage.held("", 1)).run(stage.timing.stagger().plusMillis(1));
            LeaseRecord mine = stage.stored(stage.written());
            long attempt = stage.attempt();
            stage.give(new Input.Stop());
            assertThat(stage.has(Effect.Stopped.class)).isFalse();
            stage.ok(attempt, mine);
            assertThat(stage.has(Effect.OpenGate.class)).isFalse();
            assertThat(stage.written().holder()).isEmpty();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
            assertThat(stage.told(ElectionEvent.Lost.class)).isFalse();
        }

        @Test
        void aHolderWithoutATermGivesTheLeaseBack() {
            holds(stage);
            stage.give(new Input.Stop());
            assertThat(stage.written().holder()).isEmpty();
            assertThat(stage.told(ElectionEvent.Lost.class)).isFalse();
        }
    }

    @Nested
    class HoldingWithoutATerm {
        @Test
        void aFloorThatCannotBeReadForDGivesTheLeaseBackAndStandsAside() {
            holds(stage);
            long from = stage.now().monotonic();
            while (stage.request().isEmpty() || !stage.written().holder().isEmpty()) {
                stage.run(seconds(20));
                if (stage.request().isPresent() && !stage.written().holder().isEmpty()) {
                    stage.ok(stage.attempt(), stage.stored(stage.written()));
                }
            }
            assertThat(Duration.ofNanos(stage.now().monotonic() - from)).isEqualTo(seconds(10));
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.RELEASED);
            assertThat(stage.told(ElectionEvent.Lost.class)).isFalse();
        }

        @Test
        void theFloorIsAskedForAgainWithinR() {
            holds(stage);
            long request = stage.one(Effect.ReadFloor.class).orElseThrow().request();
            long from = stage.now().monotonic();
            stage.give(new Input.FloorFailed(request, "away"));
            assertThat(stage.has(Effect.ReadFloor.class)).isFalse();
            assertThat(stage.fact(Fact.Trouble.class))
                    .contains(new Fact.Trouble("the token floor cannot be read: away"));
            while (!stage.has(Effect.ReadFloor.class)) {
                stage.run(seconds(0.1));
            }
            assertThat(Duration.ofNanos(stage.now().monotonic() - from)).isBetween(seconds(1), seconds(2.1));
            stage.give(new Input.FloorRead(request, 5));
            assertThat(stage.has(Effect.OpenGate.class))
                    .as("the answer to an older question")
                    .isFalse();
        }

        @Test
        void aStepDownGivesItBack() {
            holds(stage);
            stage.give(new Input.StepDown("asked", false));
            assertThat(stage.written().holder()).isEmpty();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.RELEASED);
        }

        @Test
        void aForeignHolderEndsIt() {
            holds(stage);
            stage.watched(stage.held(OTHER, 600));
            assertThat(stage.told(ElectionEvent.Lost.class)).isFalse();
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.FOLLOWER);
        }

        /** A gate would open that is half over: a renewal comes first. */
        @Test
        void aFloorThatComesLateOpensTheGateOnlyAfterARenewal() {
            holds(stage);
            long request = stage.one(Effect.ReadFloor.class).orElseThrow().request();
            stage.pass(seconds(5)).give(new Input.FloorRead(request, 0));
            assertThat(stage.has(Effect.OpenGate.class)).isFalse();
            ClockReading started = stage.now();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            assertThat(stage.one(Effect.OpenGate.class))
                    .hasValueSatisfying(
                            open -> assertThat(open.state().anchor()).isEqualTo(started));
        }

        @Test
        void aFloorOfTwoToThe53OrMoreIsLeftOutAndNeedsAPerson() {
            holds(stage);
            stage.floor(1L << 53);
            assertThat(stage.fact(Fact.Trouble.class))
                    .hasValueSatisfying(trouble -> assertThat(trouble.text()).contains("above 2^53"));
            assertThat(stage.status().token()).isLessThan(1_000);
        }

        @Test
        void aFloorBelowThatIsNotAndANegativeOneCountsAsNone() {
            holds(stage);
            stage.floor((1L << 53) - 1);
            assertThat(stage.status().token()).isEqualTo(1L << 53);
            Stage negative = new Stage();
            LeaseRecord mine = holds(negative);
            negative.floor(-5);
            assertThat(negative.status().token()).isEqualTo(mine.version());
        }
    }
}
