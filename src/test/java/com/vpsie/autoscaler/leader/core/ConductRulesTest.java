package com.vpsie.autoscaler.leader.core;

import static com.vpsie.autoscaler.leader.core.Stage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The safety rules from the ninth on, each by its number: before paying, after a step-down, about requests, in jeopardy. */
class ConductRulesTest {
    @Nested
    class Rule09RenewBeforePay {
        @Test
        void oneRenewalServesAllWhoAskWithinASecondOfItsStart() {
            Stage stage = new Stage();
            stage.leads();
            stage.pass(seconds(2)).give(new Input.RenewNow());
            long attempt = stage.attempt();
            LeaseRecord stored = stage.stored(stage.written());
            stage.pass(seconds(0.9)).give(new Input.RenewNow());
            assertThat(stage.request()).isEmpty();
            stage.ok(attempt, stored);
            assertThat(stage.has(Effect.MoveGate.class)).isTrue();
            assertThat(stage.request()).isEmpty();
        }

        @Test
        void aRenewalThatBeganLongerAgoIsFollowedByAnother() {
            Stage stage = new Stage();
            stage.leads();
            stage.pass(seconds(2)).give(new Input.RenewNow());
            long attempt = stage.attempt();
            LeaseRecord stored = stage.stored(stage.written());
            stage.pass(seconds(1.1)).give(new Input.RenewNow());
            stage.ok(attempt, stored);
            assertThat(stage.has(Effect.Put.class)).isTrue();
        }
    }

    @Nested
    class Rule10StandAside {
        @Test
        void afterAStepDownAReplicaDoesNotRaceForL() {
            Stage stage = new Stage();
            stage.leads();
            stage.give(new Input.StepDown("asked", false));
            assertThat(stage.lost()).contains(LossReason.STEPPED_DOWN);
            stage.give(new Input.Drained(stage.status().token()));
            LeaseRecord free = stage.stored(stage.written());
            stage.ok(stage.attempt(), free);
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.RELEASED);
            long from = stage.now().monotonic();
            while (!stage.has(Effect.Put.class)) {
                stage.run(seconds(30));
                if (stage.has(Effect.Get.class)) {
                    stage.ok(stage.attempt(), free);
                }
            }
            assertThat(stage.now().monotonic() - from)
                    .isGreaterThanOrEqualTo(seconds(15).toNanos());
        }

        @Test
        void afterAStepDownForGoodItNeverDoes() {
            Stage stage = new Stage();
            stage.follows(stage.held("", 1));
            stage.give(new Input.StepDown("preStop", true));
            for (int i = 0; i < 100; i++) {
                stage.run(seconds(10));
                assertThat(stage.has(Effect.Put.class)).isFalse();
                if (stage.has(Effect.Get.class)) {
                    stage.answer(stage.attempt(), new Outcome.NoAnswer("away"));
                }
            }
            assertThat(stage.status().participating()).isFalse();
        }
    }

    @Nested
    class Rule11BoundedRequests {
        @Test
        void anAnswerTooManyRequestsIsHonoured() {
            Stage stage = new Stage();
            stage.tick().answer(stage.attempt(), new Outcome.Throttled(seconds(7)));
            long from = stage.now().monotonic();
            stage.run(seconds(20));
            assertThat(stage.now().monotonic() - from)
                    .isGreaterThanOrEqualTo(seconds(7).toNanos());
        }

        @Test
        void aRefusedFollowerKeepsTheBoundInEveryWindow() {
            Stage stage = new Stage();
            stage.tick();
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                if (stage.request().isPresent()) {
                    times.add(stage.now().monotonic());
                    stage.answer(stage.attempt(), new Outcome.Forbidden("403", "no"));
                } else {
                    stage.run(seconds(10));
                }
            }
            for (int i = 5; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 5))
                        .isGreaterThanOrEqualTo(seconds(10).toNanos());
            }
            assertThat(times).hasSizeGreaterThan(10);
        }
    }

    @Nested
    class Rule12Jeopardy {
        @Test
        void aLastCommitOlderThanTheIntervalAndTwoRequestsIsTold() {
            Stage stage = new Stage();
            stage.leads();
            stage.pass(seconds(9.1)).tick();
            assertThat(stage.told(ElectionEvent.Jeopardy.class)).isTrue();
            assertThat(stage.status().state()).isEqualTo(ElectorStatus.State.JEOPARDY);
            stage.pass(seconds(0.9)).tick();
            assertThat(stage.lost()).contains(LossReason.EXPIRED);
        }
    }
}
