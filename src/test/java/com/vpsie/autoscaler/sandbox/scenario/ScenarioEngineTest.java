package com.vpsie.autoscaler.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioEngineTest {
    private final List<String> out = new ArrayList<>();
    private long nanos;
    private final ScenarioEngine engine = new ScenarioEngine(() -> nanos, out::add);

    @Test
    void everyStepIsPrintedWithItsTime() throws Exception {
        RunResult run = engine.play(List.of(step("elect a leader", 1_420), step("buy 2 nodes", 30_000)));

        assertThat(run.passed()).isTrue();
        assertThat(run.took()).isEqualTo(Duration.ofMillis(31_420));
        assertThat(out)
                .containsExactly(
                        " 1/2    …      elect a leader",
                        " 1/2  ok     1.42 s  elect a leader: done",
                        " 2/2    …      buy 2 nodes",
                        " 2/2  ok     30.00 s  buy 2 nodes: done");
    }

    @Test
    void theFirstFailureEndsTheRunAndIsNamed() throws Exception {
        RunResult run = engine.play(List.of(
                step("elect a leader", 1),
                new Step("buy 2 nodes", () -> {
                    throw new StepFailed("3 machines");
                }),
                step("never", 1)));

        assertThat(run.passed()).isFalse();
        assertThat(run.steps()).hasSize(2);
        assertThat(run.failed().map(StepResult::name)).contains("buy 2 nodes");
        assertThat(out.get(out.size() - 1)).isEqualTo(" 2/3  FAILED 0.00 s  buy 2 nodes: 3 machines");
    }

    @Test
    void anyExceptionFailsTheStepButAnInterruptEndsThePlay() throws Exception {
        RunResult run = engine.play(List.of(new Step("talk", () -> {
            throw new java.io.IOException("reset");
        })));
        assertThat(run.failed().map(StepResult::detail)).contains("java.io.IOException: reset");

        assertThatThrownBy(() -> engine.play(List.of(new Step("wait", () -> {
                    throw new InterruptedException();
                }))))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void theSummaryHasALineARunAndAColumnAStep() {
        StepResult elect = new StepResult("elect", true, Duration.ofMillis(500), "");
        StepResult buy = new StepResult("buy", true, Duration.ofMillis(2_500), "");
        StepResult failed = new StepResult("buy", false, Duration.ofMillis(100), "no");

        assertThat(StepReport.summary(List.of(
                        new RunResult(List.of(elect, buy)),
                        new RunResult(List.of(elect, failed)),
                        new RunResult(List.of(elect)))))
                .containsExactly(
                        "  a  elect",
                        "  b  buy",
                        " run         a         b     total",
                        "   1    0.50 s    2.50 s    3.00 s",
                        "   2    0.50 s    FAILED    0.60 s",
                        "   3    0.50 s         -    0.50 s",
                        "2 of 3 runs passed");
    }

    @Test
    void aWaitEndsWithTheAnswerOrSaysWhatWasThereInstead() throws Exception {
        assertThat(Await.answer(Duration.ofSeconds(1), "an answer", () -> "", () -> Optional.of(42)))
                .isEqualTo(42);
        assertThatThrownBy(() -> Await.answer(Duration.ZERO, "a leader", () -> "three followers", Optional::empty))
                .isInstanceOf(StepFailed.class)
                .hasMessage("waited 0 s for a leader; there is: three followers");
    }

    private Step step(String name, long millis) {
        return new Step(name, () -> {
            nanos += Duration.ofMillis(millis).toNanos();
            return "done";
        });
    }
}
