package com.vpsie.autoscaler.core.intent;

import java.time.Duration;

/**
 * When this process first saw an attempt of an unresolved operation, on its own monotonic clock: the wall clock that
 * another process wrote down says nothing about how long <em>we</em> have waited.
 *
 * @param at reading of the monotonic clock; arbitrary origin, comparable only within one process
 */
public record Sighting(String opId, int attempt, Duration at) {
    /** Sees the current attempt of an operation now. */
    public static Sighting of(Operation operation, Duration monotonicNow) {
        return new Sighting(operation.id(), operation.attempts(), monotonicNow);
    }

    /** True when this is a sight of the operation's current attempt. */
    public boolean covers(Operation operation) {
        return opId.equals(operation.id()) && attempt == operation.attempts();
    }

    /** The reading at which the wait is over. */
    public Duration settledAt(SettleWindow window) {
        return at.plus(window.after(attempt));
    }
}
