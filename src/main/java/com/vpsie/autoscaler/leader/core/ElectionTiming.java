package com.vpsie.autoscaler.leader.core;

import java.time.Duration;

/**
 * The times of an election, valid by construction: {@link TimingRules#derive} is the only way to one that did not come
 * from a test.
 *
 * @param leaseDuration L: whole seconds, written into the Lease; how long others wait after the last write they saw
 * @param renewDeadline D ≤ 0.9·L: how long a commit lets its leader act, counted from the start of the request
 * @param retryPeriod R ≤ D/3: the next try after a failed one starts in [R/2, R] after the failed one's start
 * @param renewInterval I ≤ L/2: from the start of a committed renewal to the start of the next
 * @param requestTimeout T: a request without an answer is given up; D &gt; I + 2·T
 * @param expectedReplicas N ≥ 1: sizes the stagger of a take-over
 */
public record ElectionTiming(
        Duration leaseDuration,
        Duration renewDeadline,
        Duration retryPeriod,
        Duration renewInterval,
        Duration requestTimeout,
        int expectedReplicas) {

    /** Longest drain of a term's work; past it the Lease is left to run out. */
    public static final Duration DRAIN_BOUND = Duration.ofSeconds(20);

    private static final Duration LONGEST_STAGGER = Duration.ofMillis(500);
    private static final Duration STAGGER_PER_REPLICA = Duration.ofMillis(20);

    /** What a request needs from the check of the gate to its last byte sent: min(2 s, D/4). */
    public Duration startBudget() {
        return min(Duration.ofSeconds(2), renewDeadline.dividedBy(4));
    }

    /** A last commit older than this, I + 2·T, is JEOPARDY. */
    public Duration jeopardyAfter() {
        return renewInterval.plus(requestTimeout.multipliedBy(2));
    }

    /** A follower that heard nothing for this long, 1.5·I, looks for itself. */
    public Duration silence() {
        return renewInterval.multipliedBy(3).dividedBy(2);
    }

    /** Upper end of the random wait before a take-over: min(500 ms, 20 ms·(N − 1)). */
    public Duration stagger() {
        return min(LONGEST_STAGGER, STAGGER_PER_REPLICA.multipliedBy(expectedReplicas - 1L));
    }

    /** The window in which requests are counted: min(10 s, ⅔·L). */
    public Duration rateWindow() {
        return min(Duration.ofSeconds(10), leaseDuration.multipliedBy(2).dividedBy(3));
    }

    static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
