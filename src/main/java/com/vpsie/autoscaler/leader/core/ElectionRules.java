package com.vpsie.autoscaler.leader.core;

import java.util.random.RandomGenerator;

/**
 * The arithmetic of every decision that safety hangs on, one method each. {@link ElectorCore} asks here and decides
 * nothing of this kind by itself, so a test can replace exactly one of them and must then find the harm.
 */
public class ElectionRules {
    /** Tokens above this cannot be told apart by everyone who reads JSON numbers. */
    static final long LARGEST_TOKEN = 1L << 53;

    /** A quarter of a second. */
    private static final long MARK_SPREAD = 250_000;

    private final ElectionTiming timing;
    private final String identity;
    private final RandomGenerator random;
    // asked in every step, and arithmetic on durations is slow
    private final long stagger;
    private final long silence;
    private final long jeopardy;

    /** @param random spreads tries apart; safety does not depend on it */
    public ElectionRules(ElectionTiming timing, String identity, RandomGenerator random) {
        this.timing = timing;
        this.identity = identity;
        this.random = random;
        this.stagger = timing.stagger().toNanos();
        this.silence = timing.silence().toNanos();
        this.jeopardy = timing.jeopardyAfter().toNanos();
    }

    ElectionTiming timing() {
        return timing;
    }

    String identity() {
        return identity;
    }

    int leaseSeconds() {
        return (int) timing.leaseDuration().getSeconds();
    }

    /** What a commit counts from: the start of its request, never its answer. */
    protected ClockReading anchor(ClockReading started, ClockReading answered) {
        return started;
    }

    /**
     * The mark of the next write: unlike any before, so that no write is a no-op and each can be recognised. Electors
     * with one identity and one clock, which two deployments in a JVM are, may write over the same record at once: chance
     * keeps their marks apart, also where the clock is behind the record and gives both of them nothing else.
     */
    protected long mark(ClockReading now, LeaseRecord over, long last) {
        return Math.max(now.wallMicros(), Math.max(over.renewMicros(), last) + 1) + random.nextLong(MARK_SPREAD);
    }

    /** A version proves something new only when it is above the last one known. */
    protected boolean newer(LeaseRecord seen, long known) {
        return seen.version() > known;
    }

    /** A record is this elector's own when it carries its identity and a mark it wrote itself. */
    protected boolean mine(LeaseRecord seen, boolean markKnown) {
        return seen.holder().equals(identity) && markKnown;
    }

    /** A term is over D after its anchor. While the witnesses disagree the gate is closed and a renewal may heal it. */
    protected boolean over(ClockReading anchor, ClockReading now) {
        long deadline = timing.renewDeadline().toNanos();
        long elapsed = now.disagreesSince(anchor) ? now.monotonicSince(anchor) : now.elapsedSince(anchor);
        return elapsed >= deadline;
    }

    /** The end of a term is looked for in every step: a request under way, which may hang, puts nothing off. */
    protected boolean looksForTheEnd(boolean requestUnderWay) {
        return true;
    }

    /** What the gate is opened with and moved to: it closes by itself, without the core. */
    protected GateState gate(ClockReading anchor) {
        return new GateState(anchor, timing.renewDeadline().toNanos(), jeopardy);
    }

    /** A record of somebody else at a newer version ends the term, and the giving back of one. */
    protected boolean yieldsTo(LeaseRecord foreign, boolean releasing) {
        return true;
    }

    /** The Lease is given back when the work of the term has come to rest, not before. */
    protected boolean givesBack(boolean atRest) {
        return atRest;
    }

    /** What followers wait by: the monotonic clock, which nobody sets. */
    protected long waitingClock(ClockReading now) {
        return now.monotonic();
    }

    /** From when a version counts as seen that is seen once more. */
    protected long firstSeen(long before, long now) {
        return before;
    }

    /** How long a record is left alone after it was first seen, on the waiting clock. */
    protected long patience(LeaseRecord seen) {
        if (seen.free()) {
            return 0;
        }
        long seconds = seen.durationSeconds() > 0 ? seen.durationSeconds() : leaseSeconds();
        return seconds * 1_000_000_000L;
    }

    /** How long an absent Lease is left alone: not at all when nobody can have led. */
    protected long patienceWithAbsence(boolean holderSeen, boolean floorIsZero) {
        return holderSeen || !floorIsZero ? timing.leaseDuration().toNanos() : 0;
    }

    /** What an acquiring write says: our own duration, whatever the record before it said. */
    protected int acquiredSeconds(LeaseRecord over) {
        return leaseSeconds();
    }

    /** From when a request counts against the bound and its pace: from when it was sent, however late that was. */
    protected long countsFrom(long sent, long due) {
        return sent;
    }

    /** The fencing token of a term. */
    protected long token(long acquiringVersion, long floor) {
        return Math.max(acquiringVersion, floor + 1);
    }

    /** Uniform in [R/2, R]. */
    long retryDelay() {
        long period = timing.retryPeriod().toNanos();
        return between(period / 2, period);
    }

    /** Uniform in [0, the stagger]. */
    long stagger() {
        return between(0, stagger);
    }

    /** 1.5·I and up to half an I more, so that followers do not look all at once. */
    long silence() {
        return silence + between(0, timing.renewInterval().toNanos() / 2);
    }

    private long between(long low, long high) {
        return high <= low ? low : random.nextLong(low, high + 1);
    }
}
