package com.vpsie.autoscaler.vpsie;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The rate limit of 100 requests a minute, shared by reader and writer, and the pauses VPSie asks for by {@code
 * Retry-After}. Thread-safe. Waiting is bounded: who would wait longer is refused at once, with the time to come back.
 */
final class Throttle {
    private final Bucket bucket;
    private final Duration maxWait;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private volatile Instant pausedUntil = Instant.MIN;

    /** How a thread waits; replaced where a test owns the time. */
    interface Sleeper {
        Sleeper REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

        void sleep(Duration duration) throws InterruptedException;
    }

    /** @param refusedFor present when there is no permission, and for how long there is none */
    record Admission(Duration waited, Optional<Duration> refusedFor) {}

    Throttle(VpsieLimits limits, InstantSource clock, Sleeper sleeper) {
        this(bucket(limits), limits.maxWait(), clock, sleeper);
    }

    Throttle(Bucket bucket, Duration maxWait, InstantSource clock, Sleeper sleeper) {
        this.bucket = bucket;
        this.maxWait = maxWait;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    private static Bucket bucket(VpsieLimits limits) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(limits.requestsPerMinute())
                        .refillGreedy(limits.requestsPerMinute(), Duration.ofMinutes(1)))
                .build();
    }

    /** No request starts before this has passed; a shorter pause does not shorten one under way. */
    synchronized void pause(Duration pause) {
        pausedUntil = later(pausedUntil, clock.instant().plus(pause));
    }

    /** Waits for permission, at most {@code maxWait} in all. An interrupt ends the wait as a refusal and stays set. */
    Admission acquire() {
        Duration waited = Duration.ZERO;
        while (true) {
            Duration next = nextWait();
            if (next.isZero()) {
                return new Admission(waited, Optional.empty());
            }
            if (waited.plus(next).compareTo(maxWait) > 0) {
                return new Admission(waited, Optional.of(next));
            }
            try {
                sleeper.sleep(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Admission(waited, Optional.of(next));
            }
            waited = waited.plus(next);
        }
    }

    /** Zero when a token was taken. */
    private Duration nextWait() {
        Instant now = clock.instant();
        Duration pause = Duration.between(now, later(pausedUntil, now));
        if (!pause.isZero()) {
            return pause;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
