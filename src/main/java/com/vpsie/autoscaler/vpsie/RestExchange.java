package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One reading exchange over MicroProfile Rest Client. {@code @Timeout} bounds the whole exchange for the caller;
 * {@code @Asynchronous} makes that true for a peer that trickles, as a blocking socket read ignores the interrupt that a
 * synchronous timeout is made of. The thread below ends by itself soon after: it looks at the deadline between reads.
 *
 * <p>One proxy per base URL; a changed URL builds another and closes the old one. Thread-safe.
 */
@Dependent
class RestExchange {
    private static final int CHUNK = 16 * 1024;

    private final Duration deadline;
    private final String userAgent;
    private final InstantSource clock;
    private final Object lock = new Object();
    private @Nullable Bound bound;

    private record Bound(URI base, VpsieApi api) {}

    @Inject
    RestExchange(VpsieLimits limits, UserAgent userAgent) {
        this.deadline = limits.deadline();
        this.userAgent = userAgent.value();
        this.clock = Clock.systemUTC();
    }

    /** Completes with the raw answer whatever its status; exceptionally with the transport's exception. */
    @Asynchronous
    @Timeout(value = 15, unit = ChronoUnit.SECONDS)
    CompletionStage<VpsieAnswer> send(Access access, ReadRequest request) {
        Instant end = clock.instant().plus(deadline);
        try (Response response = call(access, request)) {
            return CompletableFuture.completedFuture(new VpsieAnswer(
                    response.getStatus(),
                    body(response, end),
                    VpsieAnswer.retryAfter(
                            Optional.ofNullable(response.getHeaderString("Retry-After")), clock.instant())));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Response call(Access access, ReadRequest request) {
        VpsieApi api = api(access.base());
        String bearer = access.dialect() == ApiDialect.V2 ? access.authValue() : null;
        String vpsieAuth = access.dialect() == ApiDialect.APPS_V2 ? access.authValue() : null;
        Integer page = request.page() > 1 ? request.page() : null;
        return switch (request.kind()) {
            case CLUSTER -> api.cluster(bearer, vpsieAuth, userAgent, request.id(), page);
            case GROUPS -> api.groups(bearer, vpsieAuth, userAgent, request.id(), page);
            case OFFERS -> api.offers(bearer, vpsieAuth, userAgent, page, offersBody(request.id()));
        };
    }

    private static String offersBody(String datacenterId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dcIdentifier", datacenterId)
                .toString();
    }

    private String body(Response response, Instant end) throws IOException {
        if (!response.hasEntity()) {
            return "";
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (InputStream in = response.readEntity(InputStream.class)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                whole.write(chunk, 0, n);
                if (whole.size() > VpsieAnswer.MAX_BYTES) {
                    throw new IOException("the answer is larger than " + VpsieAnswer.MAX_BYTES + " bytes");
                }
                if (clock.instant().isAfter(end)) {
                    throw new IOException("no whole answer within " + deadline.toMillis() + " ms");
                }
            }
        }
        return whole.toString(StandardCharsets.UTF_8);
    }

    private VpsieApi api(URI base) {
        synchronized (lock) {
            Bound now = bound;
            if (now == null || !now.base().equals(base)) {
                close();
                VpsieApi api = RestClientBuilder.newBuilder()
                        .baseUri(base)
                        .connectTimeout(deadline.toMillis() / 3, TimeUnit.MILLISECONDS)
                        .readTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .followRedirects(false)
                        .property("microprofile.rest.client.disable.default.mapper", true)
                        .build(VpsieApi.class);
                now = new Bound(base, api);
                bound = now;
            }
            return now.api();
        }
    }

    @PreDestroy
    void close() {
        synchronized (lock) {
            if (bound != null) {
                bound.api().close();
                bound = null;
            }
        }
    }
}
