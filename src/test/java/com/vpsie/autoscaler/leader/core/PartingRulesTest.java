package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.ME;
import static com.vpsie.autoscaler.leader.core.Stage.OTHER;
import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How terms end: rule 7, also where something comes between. */
class PartingRulesTest {
    private final Stage stage = new Stage();

    private void drained() {
        stage.give(new Input.Drained(stage.status().token()));
    }

    @Nested
    class Rule07ReleaseOnShutdown {
        private final Stage keeps = Stage.thatKeepsTheLeaseOnShutdown();

        @Test
        void switchedOffLeavesTheLeaseToRunOut() {
            keeps.leads();
            keeps.give(new Input.Stop());
            assertThat(keeps.lost()).contains(LossReason.SHUTDOWN);
            keeps.give(new Input.Drained(keeps.status().token()));
            assertThat(keeps.request()).isEmpty();
            assertThat(keeps.has(Effect.Stopped.class)).isTrue();
            assertThat(keeps.told(ElectionEvent.Released.class)).isFalse();
        }

        @Test
        void switchedOffGivesUpARenewalUnderWay() {
            keeps.leads();
            keeps.give(new Input.Stop());
            long renewal = keeps.renewal();
            keeps.give(new Input.Drained(keeps.status().token()));
            assertThat(keeps.one(Effect.Cancel.class)).contains(new Effect.Cancel(renewal));
            assertThat(keeps.has(Effect.Stopped.class)).isTrue();
        }

        @Test
        void switchedOffStillReleasesOnAStepDown() {
            keeps.leads();
            keeps.give(new Input.StepDown("asked", false));
            keeps.give(new Input.Drained(keeps.status().token()));
            assertThat(keeps.written().holder()).isEmpty();
        }
    }

    @Nested
    class Rule07Drain {
        @Test
        void goesOnNoLongerThanTheLastCommitAllows() {
            stage.leads();
            stage.give(new Input.Stop());
            long from = stage.now().monotonic();
            stage.until(() -> stage.status().drainBroken());
            assertThat(Duration.ofNanos(stage.now().monotonic() - from)).isEqualTo(seconds(10));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.LOST);
            drained();
            assertThat(stage.request()).as("nothing is released").isEmpty();
        }

        @Test
        void goesOnForTwentySecondsAtMost() {
            stage.leads();
            stage.give(new Input.StepDown("asked", false));
            long from = stage.now().monotonic();
            while (!stage.status().drainBroken()) {
                stage.until(() -> stage.has(Effect.Put.class) || stage.status().drainBroken());
                if (stage.has(Effect.Put.class)) {
                    assertThat(stage.written().holder()).isEqualTo(ME);
                    stage.ok(stage.attempt(), stage.stored(stage.written()));
                }
            }
            assertThat(Duration.ofNanos(stage.now().monotonic() - from)).isEqualTo(seconds(20));
            assertThat(stage.fact(Fact.Trouble.class))
                    .hasValueSatisfying(trouble -> assertThat(trouble.text()).endsWith("did not come to rest in time"));
        }

        @Test
        void thatIsOverAfterAllHealsTheReplica() {
            stage.leads();
            long token = stage.status().token();
            stage.give(new Input.StepDown("asked", false)).pass(seconds(10)).tick();
            assertThat(stage.status().drainBroken()).isTrue();
            stage.give(new Input.Drained(token));
            assertThat(stage.status().drainBroken()).isFalse();
            assertThat(stage.written().holder())
                    .as("nothing is running any more")
                    .isEmpty();
        }

        /** Nobody looked at the clock in between; the write is refused if somebody else has the Lease by then. */
        @Test
        void thatEndsJustAfterTheLastCommitHasRunOutIsNotBroken() {
            stage.leads();
            long token = stage.status().token();
            stage.give(new Input.Stop());
            stage.pass(seconds(10)).give(new Input.Drained(token));
            assertThat(stage.status().drainBroken()).isFalse();
            assertThat(stage.written().holder()).isEmpty();
        }

        @Test
        void ofAnotherTermSaysNothing() {
            stage.leads();
            stage.give(new Input.Stop());
            stage.give(new Input.Drained(stage.status().token() - 1));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.DRAINING);
            assertThat(stage.request()).isEmpty();
        }

        @Test
        void isAwaitedAlsoWhereTheTermWasLost() {
            stage.leads();
            stage.watched(stage.held(OTHER, 1));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.LOST);
            assertThat(stage.run(seconds(15)).request())
                    .as("no race while work is running")
                    .isEmpty();
            drained();
            assertThat(stage.status().state()).isNotEqualTo(ElectorStatus.State.LOST);
        }

        @Test
        void ofALostTermIsBoundToo() {
            stage.leads();
            stage.watched(stage.held(OTHER, 600));
            stage.run(seconds(20));
            assertThat(stage.status().drainBroken()).isTrue();
        }

        @Test
        void thatMeetsAForeignHolderIsNotReleased() {
            stage.leads();
            stage.give(new Input.Stop());
            stage.watched(stage.held(OTHER, 600));
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.LOST);
            drained();
            assertThat(stage.request()).isEmpty();
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }

        @Test
        void isRenewedAtOnceWhenTheClocksDisagree() {
            stage.leads();
            stage.give(new Input.Stop());
            stage.pass(seconds(1)).stepWall(seconds(3600)).tick();
            assertThat(stage.status().suspect()).isTrue();
            assertThat(stage.written().holder()).isEqualTo(ME);
            assertThat(stage.has(Effect.MoveGate.class))
                    .as("a gate that is closed")
                    .isFalse();
        }
    }

    @Nested
    class Rule07Release {
        private void releases() {
            stage.leads();
            stage.give(new Input.Stop());
            drained();
            assertThat(stage.written().holder()).isEmpty();
        }

        @Test
        void followsARenewalThatIsUnderWay() {
            stage.leads();
            stage.give(new Input.Stop());
            long renewal = stage.renewal();
            LeaseRecord renewed = stage.stored(stage.written());
            drained();
            assertThat(stage.request()).isEmpty();
            stage.ok(renewal, renewed);
            assertThat(stage.written().holder()).isEmpty();
            assertThat(stage.written().version()).isEqualTo(renewed.version());
        }

        @Test
        void isTriedAgainWhenItFailed() {
            releases();
            stage.answer(stage.attempt(), new Outcome.ServerError("503", "busy"))
                    .run(seconds(3));
            assertThat(stage.written().holder()).isEmpty();
        }

        @Test
        void isGivenUpAfterTwoTimesTAndR() {
            releases();
            long from = stage.now().monotonic();
            stage.until(() -> stage.has(Effect.Stopped.class));
            assertThat(Duration.ofNanos(stage.now().monotonic() - from)).isEqualTo(seconds(6));
            assertThat(stage.told(ElectionEvent.Released.class)).isFalse();
            assertThat(stage.has(Effect.Cancel.class)).isTrue();
        }

        @Test
        void whoseAnswerWasLostIsSeenByTheWatch() {
            releases();
            LeaseRecord free = stage.stored(stage.written());
            stage.watched(free);
            assertThat(stage.told(ElectionEvent.Released.class)).isTrue();
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }

        @Test
        void thatMeetsAnEditOfOurRecordIsRepeatedOnTheEdit() {
            LeaseRecord mine = stage.leads();
            stage.give(new Input.Stop());
            drained();
            stage.answer(stage.attempt(), new Outcome.Conflict("modified"));
            assertThat(stage.has(Effect.Get.class)).isTrue();
            LeaseRecord edited = stage.stored(mine);
            stage.ok(stage.attempt(), edited);
            assertThat(stage.written().holder()).isEmpty();
            assertThat(stage.written().version()).isEqualTo(edited.version());
        }

        @Test
        void nothingIsReleasedThatIsGone() {
            releases();
            stage.answer(stage.attempt(), new Outcome.Conflict("deleted"));
            stage.answer(stage.attempt(), new Outcome.NotFound("no lease"));
            assertThat(stage.request()).isEmpty();
            assertThat(stage.told(ElectionEvent.Released.class)).isFalse();
            assertThat(stage.has(Effect.Stopped.class)).isTrue();
        }

        @Test
        void afterwardsNothingIsDone() {
            releases();
            stage.ok(stage.attempt(), stage.stored(stage.written()));
            for (Input input :
                    new Input[] {new Input.Tick(), new Input.Stop(), new Input.RenewNow(), new Input.Fenced(9)}) {
                stage.pass(seconds(60)).give(input);
                assertThat(stage.effects).isEmpty();
            }
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.RELEASED);
            assertThat(stage.status().problem()).isEqualTo("stopping");
        }
    }
}
