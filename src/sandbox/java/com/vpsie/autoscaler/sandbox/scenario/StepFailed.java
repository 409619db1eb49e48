package com.vpsie.autoscaler.sandbox.scenario;

/** What a step expected did not come true; the message says what was expected and what was there. */
public final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepFailed(String message) {
        super(message);
    }
}
