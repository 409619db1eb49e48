package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreaker.State;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one circuit breaker of reader and writer: opens after failures in a row, tries again after a while with one or two
 * requests, closes after two successes, opens again at one failure. Thread-safe.
 */
final class Circuit {
    private static final Logger LOG = Logger.getLogger(Circuit.class.getName());
    private static final int SUCCESSES_TO_CLOSE = 2;

    private final CircuitBreaker<Object> breaker;
    private final AutoscalerMetrics metrics;

    Circuit(VpsieLimits limits, AutoscalerMetrics metrics) {
        this.metrics = metrics;
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(limits.circuitFailures())
                .withDelay(limits.circuitOpenFor())
                .withSuccessThreshold(SUCCESSES_TO_CLOSE)
                .onOpen(event -> changed(event.getPreviousState(), State.OPEN))
                .onHalfOpen(event -> changed(event.getPreviousState(), State.HALF_OPEN))
                .onClose(event -> changed(event.getPreviousState(), State.CLOSED))
                .build();
    }

    /** True while every request would be refused. */
    boolean isOpen() {
        return breaker.isOpen() && !breaker.getRemainingDelay().isZero();
    }

    Duration remainingOpen() {
        return breaker.getRemainingDelay();
    }

    /** Takes a permit; it must be given back by {@link #ended} or {@link #abandoned}. */
    boolean tryAcquire() {
        return breaker.tryAcquirePermit();
    }

    void ended(boolean healthy) {
        if (healthy) {
            breaker.recordSuccess();
        } else {
            breaker.recordFailure();
        }
    }

    /** A half-open breaker counts its permits and knows no way to give one back unused: it opens again instead. */
    void abandoned() {
        if (breaker.isHalfOpen()) {
            breaker.open();
        }
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    String state() {
        return name(breaker.getState());
    }

    private void changed(State from, State to) {
        LOG.log(to == State.OPEN ? Level.WARNING : Level.INFO, "VPSie circuit breaker: {0} -> {1}", new Object[] {
            name(from), name(to)
        });
        metrics.vpsieCircuit(name(from), name(to));
    }

    private static String name(State state) {
        return switch (state) {
            case CLOSED -> "closed";
            case OPEN -> "open";
            case HALF_OPEN -> "half-open";
        };
    }
}
