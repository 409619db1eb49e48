package com.vpsie.autoscaler.sandbox.scenario;

/** One step of a script. */
public record Step(String name, Action action) {

    /** What a step does; returns what is worth saying about it, in one line. */
    @FunctionalInterface
    public interface Action {
        /** @throws Exception and the step has failed; a {@link StepFailed} says all in its message */
        String run() throws Exception;
    }
}
