package com.vpsie.autoscaler.leader.core;

/**
 * One reading of the three witnesses of time. No single clock can be trusted to see a pause: the monotonic clock stands
 * still while the machine is suspended, the wall clock is set by people, boot time may be missing.
 *
 * @param monotonic nanoseconds of {@code System.nanoTime}; only differences mean something
 * @param wallMicros microseconds since the epoch
 * @param boot nanoseconds since the machine was booted, suspension included, or {@link #NO_BOOT}
 */
public record ClockReading(long monotonic, long wallMicros, long boot) {
    /** The machine does not tell its boot time. */
    public static final long NO_BOOT = Long.MIN_VALUE;

    private static final long LEAST_DISAGREEMENT = 500_000_000L;
    private static final long DISAGREEMENT_SHARE = 20; // one part in twenty, 5 %

    /** A witness of time. */
    public enum Witness {
        MONOTONIC,
        WALL,
        BOOT
    }

    /** Nanoseconds of the monotonic clock since {@code earlier}. */
    public long monotonicSince(ClockReading earlier) {
        return monotonic - earlier.monotonic;
    }

    /** Nanoseconds since {@code earlier} by the witness that saw the most; the pessimist wins. */
    public long elapsedSince(ClockReading earlier) {
        return elapsedSince(earlier, 0);
    }

    /** @param slept what the monotonic clock is known to have missed since then, whatever the others say now */
    long elapsedSince(ClockReading earlier, long slept) {
        return Math.max(monotonicSince(earlier) + slept, Math.max(wallSince(earlier), bootSince(earlier)));
    }

    /** True when the witnesses differ about the time since {@code earlier} by more than max(500 ms, 5 %). */
    public boolean disagreesSince(ClockReading earlier) {
        return disagreesSince(earlier, 0);
    }

    /** @param slept as in {@link #elapsedSince(ClockReading, long)}: a witness of what it was that saw it */
    boolean disagreesSince(ClockReading earlier, long slept) {
        long most = elapsedSince(earlier, slept);
        long least = Math.min(monotonicSince(earlier), Math.min(wallSince(earlier), bootSince(earlier)));
        return most - least > Math.max(LEAST_DISAGREEMENT, most / DISAGREEMENT_SHARE);
    }

    /** The witness that stands apart from the others; the wall clock when only two are there. */
    public Witness oddSince(ClockReading earlier) {
        if (boot == NO_BOOT || earlier.boot == NO_BOOT) {
            return Witness.WALL;
        }
        long mono = monotonicSince(earlier);
        long wall = wallSince(earlier);
        long up = bootSince(earlier);
        long median = Math.max(Math.min(mono, wall), Math.min(Math.max(mono, wall), up));
        long monoOff = Math.abs(mono - median);
        long wallOff = Math.abs(wall - median);
        long upOff = Math.abs(up - median);
        if (wallOff >= monoOff && wallOff >= upOff) {
            return Witness.WALL;
        }
        return monoOff >= upOff ? Witness.MONOTONIC : Witness.BOOT;
    }

    long wallSince(ClockReading earlier) {
        return (wallMicros - earlier.wallMicros) * 1_000;
    }

    /** Without boot time the monotonic clock stands in for it: then there are two witnesses. */
    private long bootSince(ClockReading earlier) {
        return boot == NO_BOOT || earlier.boot == NO_BOOT ? monotonicSince(earlier) : boot - earlier.boot;
    }
}
