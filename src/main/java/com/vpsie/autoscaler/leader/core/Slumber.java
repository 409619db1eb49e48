package com.vpsie.autoscaler.leader.core;

import org.jspecify.annotations.Nullable;

/**
 * What a machine may have slept: how far its wall clock ran ahead of the monotonic one, summed over all steps. It never
 * becomes less. A wall clock that is set back takes its testimony with it, and where boot time is missing nothing else has
 * seen the sleep.
 */
final class Slumber {
    /** The clocks of one reading are read one after the other, and the scheduler may come between them. */
    private static final long NO_SLEEP = 1_000_000;

    private @Nullable ClockReading last;
    private long total;

    /** Takes note of a reading; to be called at every step. */
    void look(ClockReading now) {
        long ahead = last == null ? 0 : now.wallSince(last) - now.monotonicSince(last);
        if (ahead > NO_SLEEP) {
            total += ahead;
        }
        last = now;
    }

    /** Nanoseconds since the first reading. */
    long total() {
        return total;
    }
}
