package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import com.vpsie.autoscaler.vpsie.VpsieCredentials.ClientPair;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * {@code POST {base}/auth/from/api}: a client pair for a token. Outside rate limit and circuit breaker, as in the Go
 * controller: without a token nothing else can be said. Thread-safe.
 */
final class Login {
    private static final Duration UNTOLD_LIFE = Duration.ofHours(1);

    private final AtMostOnceExchange exchange;
    private final InstantSource clock;
    private final AutoscalerMetrics metrics;
    private final String userAgent;

    /** A token and when it stops working; never shown. */
    record Issued(String token, Instant issued, Instant expires) {
        @Override
        public String toString() {
            return "Issued[***, " + issued + " to " + expires + "]";
        }
    }

    Login(AtMostOnceExchange exchange, InstantSource clock, AutoscalerMetrics metrics, String userAgent) {
        this.exchange = exchange;
        this.clock = clock;
        this.metrics = metrics;
        this.userAgent = userAgent;
    }

    Issued login(URI base, ClientPair pair) throws VpsieException {
        HttpUriRequestBase request = new HttpPost(URI.create(base + "/auth/from/api"));
        request.setHeader("User-Agent", userAgent);
        request.setHeader("Accept", "application/json");
        request.setEntity(AtMostOnceExchange.body(
                "clientId=" + encoded(pair.clientId()) + "&clientSecret=" + encoded(pair.clientSecret()),
                "application/x-www-form-urlencoded"));
        Instant start = clock.instant();
        try {
            VpsieAnswer answer = exchange.send(request, () -> {});
            Verdict verdict = AnswerParser.judge(answer);
            metrics.vpsieRequest("POST", Integer.toString(answer.status()), Duration.between(start, clock.instant()));
            if (verdict instanceof Verdict.Success success) {
                return issued(success.root());
            }
            Verdict.Failure failure = (Verdict.Failure) verdict;
            metrics.vpsieError("POST", CallGuard.errorType(failure.code()));
            throw new VpsieException(
                    failure.code(), "VPSie refused the login: HTTP " + answer.status() + ", " + failure.code());
        } catch (AtMostOnceExchange.Broken e) {
            metrics.vpsieRequest("POST", "error", Duration.between(start, clock.instant()));
            metrics.vpsieError("POST", CallGuard.errorType(e.code()));
            throw new VpsieException.Transient(e.code(), "login at VPSie: " + e.text(), Optional.empty());
        }
    }

    private Issued issued(JsonNode root) throws VpsieException {
        JsonNode access = root.path("accessToken").isMissingNode()
                ? root.path("data").path("accessToken")
                : root.path("accessToken");
        String token = access.path("token").asText("");
        if (token.isBlank()) {
            throw new VpsieException(VpsieErrorCode.UNREADABLE, "VPSie's login answer holds no accessToken.token");
        }
        Instant now = clock.instant();
        return new Issued(token, now, expiry(access.path("expires").asText(""), now));
    }

    /** Missing or in another format than RFC 3339: an hour, as in the Go controller. */
    private static Instant expiry(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return now.plus(UNTOLD_LIFE);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
