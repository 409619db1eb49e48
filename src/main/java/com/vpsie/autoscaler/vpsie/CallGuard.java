package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * What every request but the login passes, reads and writes alike: circuit breaker, rate limit, {@code Retry-After},
 * metrics. One per application. Thread-safe. For each {@link #admit} that returned, exactly one of {@link #answered},
 * {@link #broke} and {@link #abandoned} follows.
 */
final class CallGuard {
    private static final Duration WORTH_A_METRIC = Duration.ofMillis(10);

    private final Circuit circuit;
    private final Throttle throttle;
    private final AutoscalerMetrics metrics;
    private volatile String lastCall = "none yet";

    CallGuard(Circuit circuit, Throttle throttle, AutoscalerMetrics metrics) {
        this.circuit = circuit;
        this.throttle = throttle;
        this.metrics = metrics;
    }

    /** Returns when the request may go; waits at most {@link VpsieLimits#maxWait}. */
    void admit(String method) throws Rejected {
        if (circuit.isOpen()) { // before the wait too: a token is not spent on a call that is going to be refused
            throw circuitOpen(method);
        }
        Throttle.Admission admission = throttle.acquire();
        if (admission.waited().compareTo(WORTH_A_METRIC) > 0) {
            metrics.vpsieRateLimited(method, admission.waited());
        }
        if (admission.refusedFor().isPresent()) {
            throw new Rejected(VpsieErrorCode.RATE_LIMITED, "our rate limit is used up", admission.refusedFor());
        }
        if (!circuit.tryAcquire()) {
            throw circuitOpen(method);
        }
    }

    /** Admitted, but nothing was sent. */
    void abandoned() {
        circuit.abandoned();
    }

    /** An answer came, whatever it says. */
    void answered(String method, VpsieAnswer answer, Verdict verdict, Duration took) {
        metrics.vpsieRequest(method, Integer.toString(answer.status()), took);
        if (verdict instanceof Verdict.Failure failure) {
            lastCall = failure.code().name();
            metrics.vpsieError(method, errorType(failure.code()));
            circuit.ended(!tellsOfIllness(failure.code()));
        } else {
            lastCall = "OK";
            circuit.ended(true);
        }
        answer.retryAfter().filter(pause -> verdict instanceof Verdict.Failure).ifPresent(throttle::pause);
    }

    /** No answer came. */
    void broke(String method, VpsieErrorCode code, Duration took) {
        metrics.vpsieRequest(method, "error", took);
        metrics.vpsieError(method, errorType(code));
        lastCall = code.name();
        circuit.ended(false);
    }

    /** What came of the last call that was sent: {@code OK}, a {@link VpsieErrorCode}, or {@code none yet}. */
    String lastCall() {
        return lastCall;
    }

    private Rejected circuitOpen(String method) {
        metrics.vpsieCircuitRejected();
        metrics.vpsieError(method, errorType(VpsieErrorCode.CIRCUIT_OPEN));
        return new Rejected(
                VpsieErrorCode.CIRCUIT_OPEN,
                "VPSie failed repeatedly, nothing is sent for a while",
                Optional.of(circuit.remainingOpen()));
    }

    /** Refusals of a request are VPSie at work; failures of the server, and its plea to slow down, are not. */
    private static boolean tellsOfIllness(VpsieErrorCode code) {
        return switch (code) {
            case SERVER_ERROR, RATE_LIMITED, TIMEOUT, CONNECTION -> true;
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    CAPACITY,
                    INVALID,
                    CIRCUIT_OPEN,
                    NO_CREDENTIALS,
                    UNREADABLE,
                    UNSUPPORTED -> false;
        };
    }

    /** The closed set of {@code vpsie_api_errors_total}. */
    static String errorType(VpsieErrorCode code) {
        return switch (code) {
            case UNAUTHORIZED, NO_CREDENTIALS -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not_found";
            case RATE_LIMITED -> "rate_limited";
            case SERVER_ERROR -> "server_error";
            case CONFLICT, CAPACITY, INVALID, UNSUPPORTED -> "client_error";
            case CIRCUIT_OPEN -> "circuit_open";
            case TIMEOUT, CONNECTION, UNREADABLE -> "request_failed";
        };
    }

    /** Nothing was sent. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final VpsieErrorCode code;

        @SuppressWarnings("serial") // never serialised
        private final Optional<Duration> retryAfter;

        Rejected(VpsieErrorCode code, String message, Optional<Duration> retryAfter) {
            super(message);
            this.code = code;
            this.retryAfter = retryAfter;
        }

        VpsieErrorCode code() {
            return code;
        }

        Optional<Duration> retryAfter() {
            return retryAfter;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }
}
