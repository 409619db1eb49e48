package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.search.Situation.Left;

/**
 * In which world two electors are looked at.
 *
 * @param first rate of the first elector's clocks, in percent of a right one's
 * @param second rate of the second's
 * @param ticks how long histories are
 * @param left how often the electors may be disturbed
 */
record Setting(int first, int second, int ticks, Start start, Left left, Mutant mutant) {
    static final int SLOW = 95;
    static final int FAST = 105;

    /** How it begins. */
    enum Start {
        /** Nobody holds the Lease, and both have just read it. */
        FREE,
        /** There is no Lease, both know it, and nothing was ever sealed. */
        ABSENT,
        /** The holder is one that is never heard of again. */
        ORPHANED,
        /** The first leads since just now, and the second knows it. */
        LED,
        /** The same, and both carry one identity: two deployments of an application in one JVM. */
        LED_BY_A_TWIN
    }

    /** The leader's clocks slow, the follower's fast: what tempts most. Nothing disturbs them. */
    static Setting of(Start start, int ticks) {
        return new Setting(SLOW, FAST, ticks, start, new Left(0, 0, 0), Mutant.NONE);
    }

    Setting rates(int leader, int follower) {
        return new Setting(leader, follower, ticks, start, left, mutant);
    }

    Setting disturbed(Left disturbances) {
        return new Setting(first, second, ticks, start, disturbances, mutant);
    }

    Setting with(Mutant broken) {
        return new Setting(first, second, ticks, start, left, broken);
    }

    @Override
    public String toString() {
        return "%s, clocks at %d and %d %%, %s, %d ticks".formatted(start, first, second, left, ticks);
    }
}
