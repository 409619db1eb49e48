package com.vpsie.autoscaler.act;

import java.time.Duration;
import java.time.Instant;

/** The two clocks that acting needs. Thread-safe. */
public interface Clock {
    /** Wall clock, for what is stored and shown. */
    Instant now();

    /** This process's monotonic clock, for how long we have waited; arbitrary origin, never goes back. */
    Duration monotonic();

    /** The real clocks. */
    Clock SYSTEM = new Clock() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Duration monotonic() {
            return Duration.ofNanos(System.nanoTime());
        }
    };
}
