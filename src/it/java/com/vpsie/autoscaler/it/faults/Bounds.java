package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.stage.Setup;
import java.time.Duration;

/**
 * How long things may take on a machine with two cores that also starts replicas meanwhile. Immutable.
 *
 * @param expiry from the last commit, or from the end of what kept everybody away, to the next leader's
 * @param settled from the end of a fault until everything is as was asked for: settle windows, their repeats, boots
 * @param reaction how long after it was asked for a node may be bought: hand-over and the settle windows of an unknown
 *     answer
 */
record Bounds(Duration expiry, Duration settled, Duration reaction) {
    /** L of the election in every test of this package. */
    static final Duration LEASE = Duration.ofSeconds(3);

    /** From SIGTERM to the next leader's commit. */
    static final Duration GRACEFUL = Duration.ofMillis(2_500);

    /** Beyond what the election's arithmetic says. */
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    /** For a few groups. */
    static Bounds of(Setup setup) {
        return new Bounds(LEASE.plus(setup.stagger()).plus(MARGIN), Duration.ofSeconds(90), Duration.ofSeconds(20));
    }

    /** For so many groups that the rate limit of VPSie's API counts, and a circuit that opens now and then. */
    Bounds forManyGroups() {
        return new Bounds(expiry, settled.multipliedBy(2), reaction.multipliedBy(6));
    }
}
