package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;

/**
 * The clocks of one machine: each off by its own amount, all at one rate. They can be tampered with, stand still alone
 * while the machine sleeps, and all together while its hypervisor holds it.
 */
final class Machine {
    /** Of /proc/uptime. */
    private static final long BOOT_TICK = 10 * VirtualTime.MILLI;

    private final VirtualTime time;
    private final double rate;
    private final boolean knowsBoot;
    private final long monotonicOffset;
    private long wallOffset;
    private long frozenSince = -1;
    private long frozen;
    private long asleepSince = -1;
    private long asleep;
    private boolean setBack;
    private boolean blind;
    private long thawedAt = Long.MIN_VALUE;

    Machine(VirtualTime time, double rate, long wallOffset, boolean knowsBoot) {
        this.time = time;
        this.rate = rate;
        this.knowsBoot = knowsBoot;
        this.monotonicOffset = wallOffset / 7;
        this.wallOffset = wallOffset;
    }

    ClockReading read() {
        long ticks = (long) (lived() * rate);
        long slept = asleepSince < 0 ? asleep : asleep + lived() - asleepSince;
        long monotonic = ticks - (long) (slept * rate) + monotonicOffset;
        long wall = 1_700_000_000_000_000L + Math.floorDiv(ticks + wallOffset, 1_000);
        long boot = (ticks + monotonicOffset / 3) / BOOT_TICK * BOOT_TICK;
        return new ClockReading(monotonic, wall, knowsBoot ? boot : ClockReading.NO_BOOT);
    }

    /** Real time without what was spent frozen: what at least one witness has seen. */
    long lived() {
        return (frozenSince < 0 ? time.now() : frozenSince) - frozen;
    }

    /** Real time that passes while any clock advances so far. */
    long real(long local) {
        return (long) Math.ceil(local / rate) + 1;
    }

    /**
     * Where nobody tells boot time, the wall clock is the only witness of a sleep. When it is set back between the same
     * two looks at it as the sleep, it has not advanced by that sleep, and the claim asks for a witness that has.
     */
    void stepWall(long nanos) {
        wallOffset += nanos;
        setBack |= !knowsBoot && nanos < 0;
        blind |= asleepSince >= 0 && setBack;
    }

    /** An elector has read the clocks. */
    void looked() {
        setBack = false;
    }

    /** The monotonic clock stands still, the others go on. */
    void sleep() {
        asleepSince = lived();
        blind |= setBack;
    }

    /** Every clock stands still. */
    void freeze() {
        frozenSince = time.now();
    }

    void wake() {
        if (blind) {
            thawedAt = time.now();
            blind = false;
        }
        if (asleepSince >= 0) {
            asleep += lived() - asleepSince;
            asleepSince = -1;
        }
        if (frozenSince >= 0) {
            frozen += time.now() - frozenSince;
            frozenSince = -1;
            thawedAt = time.now();
        }
    }

    /** None of its witnesses sees the time that passes. */
    boolean isFrozen() {
        return frozenSince >= 0 || blind;
    }

    /** The real instant at which that was over last. */
    long thawedAt() {
        return thawedAt;
    }
}
