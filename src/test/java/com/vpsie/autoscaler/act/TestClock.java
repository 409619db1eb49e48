package com.vpsie.autoscaler.act;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
final class TestClock implements Clock, InstantSource {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Duration monotonic = Duration.ofHours(1);

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public synchronized Duration monotonic() {
        return monotonic;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
        monotonic = monotonic.plus(time);
    }
}
