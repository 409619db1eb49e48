package com.vpsie.autoscaler.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How one run of a script ended: the steps that were played, the failed one last. */
public record RunResult(List<StepResult> steps) {
    public RunResult {
        steps = List.copyOf(steps);
    }

    public boolean passed() {
        return failed().isEmpty();
    }

    public Optional<StepResult> failed() {
        return steps.stream().filter(step -> !step.passed()).findFirst();
    }

    public Duration took() {
        return steps.stream().map(StepResult::took).reduce(Duration.ZERO, Duration::plus);
    }
}
