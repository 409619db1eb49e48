package com.vpsie.autoscaler.vpsie;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time the test moves; sleeping moves it too. */
final class ManualTime implements InstantSource, TimeMeter, Throttle.Sleeper {
    final List<Duration> sleeps = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public void sleep(Duration duration) {
        synchronized (this) {
            sleeps.add(duration);
        }
        advance(duration);
    }

    @Override
    public long currentTimeNanos() {
        return Duration.between(Instant.EPOCH, instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
