package com.vpsie.autoscaler.leader.core;

/** Collects, during one step, the earliest reading of the monotonic clock at which something may be due. */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    private long now;
    private long next = NEVER;

    void reset(long monotonic) {
        now = monotonic;
        next = NEVER;
    }

    /** What is due already is acted on in this step, or waits for something that has an alarm of its own. */
    void at(long monotonic) {
        if (monotonic > now) {
            next = Math.min(next, monotonic);
        }
    }

    long next() {
        return next;
    }
}
