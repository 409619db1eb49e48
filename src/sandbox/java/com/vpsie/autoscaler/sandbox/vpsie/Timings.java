package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Duration;

/**
 * How long things take; a change is about machines bought or deleted afterwards. All zero or more.
 *
 * @param boot from the purchase to {@code running}, which is when the machine registers with Kubernetes
 * @param ready from registration to the Ready condition
 * @param deletion from the order to delete to the machine being gone
 * @param listing from the purchase until the lists name the machine
 */
public record Timings(Duration boot, Duration ready, Duration deletion, Duration listing) {
    /** Three seconds to boot, one to be ready, two to be gone, listed at once. */
    public static final Timings SANDBOX =
            new Timings(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO);

    public Timings {
        if (boot.isNegative() || ready.isNegative() || deletion.isNegative() || listing.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative");
        }
    }

    /** The same with another boot time. */
    public Timings withBoot(Duration time) {
        return new Timings(time, ready, deletion, listing);
    }

    /** The same with another time from registration to Ready. */
    public Timings withReady(Duration time) {
        return new Timings(boot, time, deletion, listing);
    }

    /** The same with another time a deletion takes. */
    public Timings withDeletion(Duration time) {
        return new Timings(boot, ready, time, listing);
    }

    /** The same with another delay before the lists name a new machine. */
    public Timings withListing(Duration time) {
        return new Timings(boot, ready, deletion, time);
    }
}
