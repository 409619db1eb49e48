package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;

/** The clocks of one machine: each off by its own amount, all at one rate, and each can be tampered with. */
final class Machine {
    private final VirtualTime time;
    private final double rate;
    private final boolean knowsBoot;
    private long monotonicOffset;
    private long wallOffset;
    private long bootOffset;
    private long frozenAt = -1;

    Machine(VirtualTime time, double rate, long offset, long wallOffset, boolean knowsBoot) {
        this.time = time;
        this.rate = rate;
        this.monotonicOffset = offset;
        this.bootOffset = offset / 3;
        this.wallOffset = wallOffset;
        this.knowsBoot = knowsBoot;
    }

    private long local(long real) {
        return (long) (real * rate);
    }

    ClockReading read() {
        long ticks = local(time.now());
        long monotonic = (frozenAt < 0 ? ticks : local(frozenAt)) + monotonicOffset;
        long wall = 1_700_000_000_000_000L + (ticks + wallOffset) / 1_000;
        return new ClockReading(monotonic, wall, knowsBoot ? ticks + bootOffset : ClockReading.NO_BOOT);
    }

    /** Real nanoseconds until the monotonic clock shows this. */
    long untilMonotonic(long reading) {
        return (long) Math.ceil((reading - read().monotonic()) / rate) + 1;
    }

    double rate() {
        return rate;
    }

    void stepWall(long nanos) {
        wallOffset += nanos;
    }

    /** The machine sleeps: the monotonic clock stands still, the others go on. */
    void suspend() {
        frozenAt = time.now();
    }

    void resume() {
        if (frozenAt >= 0) {
            monotonicOffset -= local(time.now()) - local(frozenAt);
            frozenAt = -1;
        }
    }
}
