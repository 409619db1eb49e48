package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * A reading request with all its care: token, circuit, rate limit, deadline, repeats. Nothing here changes anything at
 * VPSie, so a failure that may pass is repeated. Thread-safe.
 * {@code @Dependent}: it belongs to the one reader, and needs no client proxy.
 */
@Dependent
class ReadCalls {
    private final AccessSource access;
    private final CallGuard guard;
    private final RestExchange exchange;
    private final VpsieLimits limits;
    private final InstantSource clock;

    @Inject
    ReadCalls(AccessSource access, CallGuard guard, RestExchange exchange, VpsieLimits limits) {
        this.access = access;
        this.guard = guard;
        this.exchange = exchange;
        this.limits = limits;
        this.clock = Clock.systemUTC();
    }

    /** The answer's JSON; at most two repeats, none started later than 15 s after the first try. */
    @Retry(maxRetries = 2, delay = 250, jitter = 100, maxDuration = 15_000, retryOn = VpsieException.Transient.class)
    JsonNode read(ReadRequest request) throws VpsieException {
        Access first = access.current();
        Verdict verdict = once(first, request);
        if (verdict instanceof Verdict.Failure failure && failure.code() == VpsieErrorCode.UNAUTHORIZED) {
            Optional<Access> second = access.renewed(first);
            if (second.isPresent()) {
                verdict = once(second.get(), request);
            }
        }
        if (verdict instanceof Verdict.Failure failure) {
            throw failed(failure.code(), request.name() + ": " + first.redact(failure.message()), Optional.empty());
        }
        return ((Verdict.Success) verdict).root();
    }

    private Verdict once(Access with, ReadRequest request) throws VpsieException {
        String method = request.kind().method();
        try {
            guard.admit(method);
        } catch (CallGuard.Rejected e) {
            throw new VpsieException(e.code(), request.name() + " not sent: " + e.text(), e.retryAfter());
        }
        Instant start = clock.instant();
        try {
            // the @Timeout below is what ends an exchange; this one only stands guard over a starved executor
            VpsieAnswer answer = exchange.send(with, request)
                    .toCompletableFuture()
                    .get(limits.deadline().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            Verdict verdict = AnswerParser.judge(answer);
            guard.answered(method, answer, verdict, Duration.between(start, clock.instant()));
            return verdict;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw tookTooLong(cause)
                    ? broke(method, VpsieErrorCode.TIMEOUT, start, request.name() + ": no whole answer in time")
                    : broke(method, VpsieErrorCode.CONNECTION, start, request.name() + ": " + cause.getMessage());
        } catch (TimeoutException e) {
            throw broke(method, VpsieErrorCode.TIMEOUT, start, request.name() + ": no thread to run it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broke(method, VpsieErrorCode.CONNECTION, start, "");
            throw new VpsieException(VpsieErrorCode.CONNECTION, request.name() + ": interrupted");
        }
    }

    private static boolean tookTooLong(Throwable cause) {
        return cause instanceof org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
    }

    private VpsieException broke(String method, VpsieErrorCode code, Instant start, String message) {
        guard.broke(method, code, Duration.between(start, clock.instant()));
        return failed(code, message, Optional.empty());
    }

    private static VpsieException failed(VpsieErrorCode code, String message, Optional<Duration> retryAfter) {
        return switch (code) {
            case SERVER_ERROR, TIMEOUT, CONNECTION, RATE_LIMITED ->
                new VpsieException.Transient(code, message, retryAfter);
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    CAPACITY,
                    INVALID,
                    CIRCUIT_OPEN,
                    NO_CREDENTIALS,
                    UNREADABLE,
                    UNSUPPORTED -> new VpsieException(code, message, retryAfter);
        };
    }
}
