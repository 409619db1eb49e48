package com.vpsie.autoscaler.leader.core;

/**
 * How long a gate may stay open: a value that the core hands out with every commit.
 *
 * @param anchor the clocks at the start of the last committed write
 * @param deadline D in nanoseconds, or {@link #ENDLESS} where nobody can take over
 * @param jeopardy I + 2·T in nanoseconds
 */
public record GateState(ClockReading anchor, long deadline, long jeopardy) {
    /** Without an election no time ends a term. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /** A gate that only an end of the term closes. */
    public static GateState endless(ClockReading anchor) {
        return new GateState(anchor, ENDLESS, ENDLESS);
    }

    /** Nanoseconds until the gate closes by itself, negative once it has. */
    public long remaining(ClockReading now) {
        return deadline == ENDLESS ? ENDLESS : deadline - now.elapsedSince(anchor);
    }

    /** The witnesses disagree about the time since the anchor. */
    public boolean suspect(ClockReading now) {
        return deadline != ENDLESS && now.disagreesSince(anchor);
    }

    /** The last commit is older than I + 2·T. */
    public boolean inJeopardy(ClockReading now) {
        return jeopardy != ENDLESS && now.elapsedSince(anchor) > jeopardy;
    }
}
