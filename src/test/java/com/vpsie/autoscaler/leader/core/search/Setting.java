package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.TimingRules;
import com.vpsie.autoscaler.leader.core.search.Situation.Left;
import com.vpsie.autoscaler.leader.core.simulation.Product;
import java.time.Duration;

/**
 * In which world two electors are looked at.
 *
 * @param first rate of the first elector's clocks, in percent of a right one's
 * @param second rate of the second's
 * @param ticks how long histories are
 * @param left how often the electors may be disturbed
 * @param product what is on trial
 */
record Setting(int first, int second, int ticks, Start start, Left left, Product product) {
    static final int SLOW = 95;
    static final int FAST = 105;

    /** L = 3 s and D = 2.7 s, the longest that is allowed: in ticks of a second the smallest margin. */
    static final ElectionTiming TIMING = ((Checked.Valid<ElectionTiming>) TimingRules.derive(new TimingRules.Given(
                    Duration.ofSeconds(3), Duration.ofMillis(2_700), null, Duration.ofMillis(900), null, 1)))
            .value();

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
        return new Setting(SLOW, FAST, ticks, start, new Left(0, 0, 0), Product.GENUINE);
    }

    Setting rates(int leader, int follower) {
        return new Setting(leader, follower, ticks, start, left, product);
    }

    Setting disturbed(Left disturbances) {
        return new Setting(first, second, ticks, start, disturbances, product);
    }

    Setting with(Product broken) {
        return new Setting(first, second, ticks, start, left, broken);
    }

    @Override
    public String toString() {
        return "%s, clocks at %d and %d %%, %s, %d ticks".formatted(start, first, second, left, ticks);
    }
}
