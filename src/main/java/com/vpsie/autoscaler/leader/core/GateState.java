package com.vpsie.autoscaler.leader.core;

/**
 * How long a gate may stay open: a value that the core hands out with every commit.
 *
 * @param anchor the clocks at the start of the last committed write
 * @param deadline D in nanoseconds, or {@link #ENDLESS} where nobody can take over
 * @param jeopardy I + 2·T in nanoseconds
 * @param slept nanoseconds since the anchor that the monotonic clock missed, whatever the witnesses say now
 * @param doubted the witnesses have disagreed since the anchor, likewise
 */
public record GateState(ClockReading anchor, long deadline, long jeopardy, long slept, boolean doubted) {
    /** Without an election no time ends a term. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /** Of a commit since which nothing was odd. */
    public GateState(ClockReading anchor, long deadline, long jeopardy) {
        this(anchor, deadline, jeopardy, 0, false);
    }

    /** The witnesses disagree; that they agree again later, because a clock was set once more, heals nothing. */
    GateState inDoubt() {
        return new GateState(anchor, deadline, jeopardy, slept, true);
    }

    /** The machine may have slept for so long since the anchor; that a clock is set back takes nothing of it away. */
    GateState afterSleepOf(long nanos) {
        return new GateState(anchor, deadline, jeopardy, nanos, doubted);
    }

    /** A gate that only an end of the term closes. */
    public static GateState endless(ClockReading anchor) {
        return new GateState(anchor, ENDLESS, ENDLESS);
    }

    /** Nanoseconds until the gate closes by itself, negative once it has. */
    public long remaining(ClockReading now) {
        return deadline == ENDLESS ? ENDLESS : deadline - elapsed(now);
    }

    /** Nanoseconds since the anchor, by whoever saw the most of them. */
    long elapsed(ClockReading now) {
        return now.elapsedSince(anchor, slept);
    }

    /** The witnesses disagree about the time since the anchor, or did. */
    public boolean suspect(ClockReading now) {
        return deadline != ENDLESS && (doubted || now.disagreesSince(anchor, slept));
    }

    /** The last commit is older than I + 2·T. */
    public boolean inJeopardy(ClockReading now) {
        return jeopardy != ENDLESS && elapsed(now) > jeopardy;
    }
}
