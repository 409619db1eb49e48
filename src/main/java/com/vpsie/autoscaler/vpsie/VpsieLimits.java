package com.vpsie.autoscaler.vpsie;

import java.time.Duration;

/**
 * The client's bounds.
 *
 * @param deadline one whole exchange, from connecting to the last byte read; 15 s
 * @param startBudget what a term must still hold for when the first byte of a mutating request goes out: min(2 s, D/4)
 *     of the election
 * @param maxWait the longest a request waits for the rate limit or for {@code Retry-After} before it is refused; 15 s
 * @param requestsPerMinute the token bucket's size and refill, as in the Go controller; 100
 * @param circuitFailures failures in a row that open the circuit; 5
 * @param circuitOpenFor time the circuit stays open; 30 s
 */
record VpsieLimits(
        Duration deadline,
        Duration startBudget,
        Duration maxWait,
        int requestsPerMinute,
        int circuitFailures,
        Duration circuitOpenFor) {

    /** The product's values. */
    static VpsieLimits withStartBudget(Duration startBudget) {
        return new VpsieLimits(
                Duration.ofSeconds(15), startBudget, Duration.ofSeconds(15), 100, 5, Duration.ofSeconds(30));
    }

    /** How long a new connection may take, TLS included: the renewal before a purchase must not grow old meanwhile. */
    Duration connectTimeout() {
        return startBudget.multipliedBy(3).dividedBy(4);
    }
}
