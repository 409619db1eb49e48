package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.LeaseWire;
import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import java.util.random.RandomGenerator;

/** What is on trial. A {@link Mutant} overrides one of these. */
public interface Product {
    /** As it is. */
    Product GENUINE = new Product() {};

    /** As {@code -Dmutant=} takes it; empty for the product itself. */
    default String mutation() {
        return "";
    }

    /** The decisions of the core. */
    default ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
        return new ElectionRules(timing, identity, random);
    }

    /** Which witnesses of time are asked. */
    default ClockReading witnesses(ClockReading all) {
        return all;
    }

    /** The JSON of a Lease. */
    default LeaseWire wire(String namespace, String name) {
        return LeaseWire.of(namespace, name);
    }

    /** How often its client repeats a request by itself. */
    default int clientRetries() {
        return LeaseWire.CLIENT_RETRIES;
    }
}
