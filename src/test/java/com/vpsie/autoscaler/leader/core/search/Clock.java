package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.ClockReading;

/**
 * The three clocks of one machine, counted in ticks of real time.
 *
 * @param tick nanoseconds of real time in a tick
 * @param percent what the clocks advance in the time in which a right one advances by 100
 * @param ahead nanoseconds by which all of them are ahead of another machine's
 */
record Clock(long tick, int percent, long ahead) {
    /** What the monotonic clock sees of a tick in which the machine was suspended: falling asleep and waking up. */
    private static final long AWAKE = 1_000_000L;

    /**
     * @param now ticks since the beginning
     * @param suspended how many of them the machine was suspended for
     */
    ClockReading read(int now, int suspended) {
        long advance = tick / 100 * percent;
        long monotonic = ahead + advance * (now - suspended) + AWAKE * suspended;
        long real = ahead + advance * now;
        return new ClockReading(monotonic, real / 1_000, real);
    }
}
