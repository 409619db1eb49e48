package com.vpsie.autoscaler.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Plays the steps of a script in order and stops at the first that fails. Runs on the calling thread. */
public final class ScenarioEngine {
    private final LongSupplier nanoTime;
    private final Consumer<String> out;

    /**
     * @param nanoTime a clock that only grows
     * @param out takes each line as soon as it is known
     */
    public ScenarioEngine(LongSupplier nanoTime, Consumer<String> out) {
        this.nanoTime = nanoTime;
        this.out = out;
    }

    /** Plays all steps; never throws for a step that fails, only when interrupted. */
    public RunResult play(List<Step> steps) throws InterruptedException {
        List<StepResult> results = new ArrayList<>();
        for (Step step : steps) {
            out.accept(StepReport.starting(results.size() + 1, steps.size(), step.name()));
            StepResult result = play(step);
            results.add(result);
            out.accept(StepReport.ended(results.size(), steps.size(), result));
            if (!result.passed()) {
                break;
            }
        }
        return new RunResult(results);
    }

    private StepResult play(Step step) throws InterruptedException {
        long start = nanoTime.getAsLong();
        try {
            String detail = step.action().run();
            return new StepResult(step.name(), true, since(start), detail);
        } catch (InterruptedException e) {
            throw e;
        } catch (StepFailed e) {
            return new StepResult(
                    step.name(),
                    false,
                    since(start),
                    Optional.ofNullable(e.getMessage()).orElse(""));
        } catch (Exception e) {
            return new StepResult(step.name(), false, since(start), e.toString());
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
}
