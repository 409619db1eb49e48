package com.vpsie.autoscaler.it.faults;

import java.time.Duration;

/** How long things may take on a machine with two cores that also starts replicas meanwhile. */
final class Bounds {
    /** Beyond what the election's arithmetic says. */
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    /** From the last commit, or from the end of what kept everybody away, to the next leader's. */
    static final Duration EXPIRY = FaultsIT.LEASE.plus(FaultsIT.SETUP.stagger()).plus(MARGIN);

    /** From SIGTERM to the next leader's commit. */
    static final Duration GRACEFUL = Duration.ofMillis(2_500);

    /** From the end of a fault until everything is as was asked for: settle windows, their repeats, boots. */
    static final Duration SETTLED = Duration.ofSeconds(90);

    /** How long after it was asked for a node may be bought: hand-over and the settle windows of an unknown answer. */
    static final Duration REACTION = Duration.ofSeconds(20);

    private Bounds() {}
}
