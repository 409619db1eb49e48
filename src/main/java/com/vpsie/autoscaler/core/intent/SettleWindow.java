package com.vpsie.autoscaler.core.intent;

import java.time.Duration;

/**
 * How long an unknown request may still show its effect, and how often it may be repeated: after attempt n the wait is
 * {@code base · 2^(n-1)}, and there are at most {@value #MAX_REPEATS} repeats.
 *
 * @param base {@code --settle-window}, positive
 */
public record SettleWindow(Duration base) {
    /** Requests after the first one, at most. */
    public static final int MAX_REPEATS = 2;

    /** Checks the range. */
    public SettleWindow {
        if (base.isNegative() || base.isZero()) {
            throw new IllegalArgumentException("settle window must be positive, is " + base);
        }
    }

    /** The wait after the given attempt, counted from 1. */
    public Duration after(int attempts) {
        return base.multipliedBy(1L << Math.min(attempts - 1, MAX_REPEATS));
    }

    /** True when this operation must not be repeated any more. */
    public boolean exhausted(int attempts) {
        return attempts > MAX_REPEATS;
    }
}
