package com.vpsie.autoscaler.vpsie;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange, sent at most once, for mutations and the login. The last step before the first byte, which asks
 * whether the request may still go, runs on a connection that stands, TLS included: neither a slow handshake nor a
 * pause during it can come between the permission and the request. Nothing is repeated, redirected or authenticated by the
 * client itself. The threads are its own, as the answer of a paid request must still be read while the container takes
 * its executors away; they end when idle. Thread-safe.
 */
final class AtMostOnceExchange {
    private static final int MOST_CONNECTIONS = 200;
    private static final Timeout REUSABLE_FOR = Timeout.ofMinutes(1);
    private static final String EXCHANGE = "com.vpsie.autoscaler.exchange";

    private final CloseableHttpClient client;
    private final Executor threads = Executors.newCachedThreadPool(AtMostOnceExchange::thread);
    private final Duration deadline;
    private final InstantSource clock;

    AtMostOnceExchange(VpsieLimits limits, InstantSource clock) {
        this(limits, clock, trustOfTheJvm());
    }

    AtMostOnceExchange(VpsieLimits limits, InstantSource clock, SSLContext trust) {
        this.deadline = limits.deadline();
        this.clock = clock;
        Timeout whole = Timeout.of(limits.deadline());
        Timeout connecting = Timeout.of(limits.connectTimeout());
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(connecting)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connecting)
                                .setTimeToLive(REUSABLE_FOR)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(whole)
                        .setResponseTimeout(whole)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), "last step", AtMostOnceExchange::lastStepThenBytes)
                .build();
    }

    /**
     * Connects, sends and reads the whole answer within the deadline.
     *
     * @param lastStep runs on a thread of the exchange, right before the request goes out on a connection that stands;
     *     what it throws comes out unchanged, and nothing was sent
     */
    VpsieAnswer send(HttpUriRequestBase request, Runnable lastStep) throws Broken {
        Departure departure = new Departure(lastStep);
        CompletableFuture<VpsieAnswer> exchange = new CompletableFuture<>();
        threads.execute(() -> complete(exchange, request, departure));
        try {
            return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            boolean sent = !departure.callOff();
            request.cancel();
            throw new Broken(VpsieErrorCode.TIMEOUT, sent, "no whole answer within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (departure.callOff()) {
                throw new Broken(VpsieErrorCode.CONNECTION, false, "interrupted before the request was sent", e);
            }
            // the request goes on: a sent one is not torn off
            throw new Broken(VpsieErrorCode.CONNECTION, true, "interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause(), departure);
        }
    }

    /** The media type goes out without a charset, as the Go controller's client sends it. */
    static HttpEntity body(String text, String mediaType) {
        return new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), ContentType.create(mediaType));
    }

    private void complete(CompletableFuture<VpsieAnswer> exchange, HttpUriRequestBase request, Departure departure) {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(EXCHANGE, departure);
        try {
            exchange.complete(client.execute(request, context, this::whole));
        } catch (Throwable e) { // whatever it is, somebody waits to hear of it
            exchange.completeExceptionally(e);
        }
    }

    private static ClassicHttpResponse lastStepThenBytes(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        ((Departure) scope.clientContext.getAttribute(EXCHANGE)).leave();
        return chain.proceed(request, scope);
    }

    private VpsieAnswer whole(ClassicHttpResponse response) throws IOException {
        Optional<String> retryAfter =
                Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue);
        return new VpsieAnswer(
                response.getCode(), text(response.getEntity()), VpsieAnswer.retryAfter(retryAfter, clock.instant()));
    }

    private static String text(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] body = entity.getContent().readNBytes(VpsieAnswer.MAX_BYTES + 1);
        if (body.length > VpsieAnswer.MAX_BYTES) {
            throw new IOException("the answer is larger than " + VpsieAnswer.MAX_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Broken broken(Throwable cause, Departure departure) {
        if (cause instanceof RuntimeException refusal && departure.refused()) {
            throw refusal;
        }
        if (!departure.callOff()) {
            return new Broken(VpsieErrorCode.CONNECTION, true, "the connection broke: " + words(cause), cause);
        }
        String what = cause instanceof SSLException ? "no trusted TLS connection: " : "cannot connect: ";
        return new Broken(VpsieErrorCode.CONNECTION, false, what + words(cause), cause);
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static SSLContext trustOfTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vpsie-exchange");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether the request left: decided once, by who comes first, who sends it or who gives it up. */
    private static final class Departure {
        private enum State {
            WAITING,
            CALLED_OFF,
            REFUSED,
            LEFT
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private final Runnable lastStep;

        Departure(Runnable lastStep) {
            this.lastStep = lastStep;
        }

        /** Returns when the request may go; nothing may come between this and its first byte. */
        void leave() throws IOException {
            if (!state.compareAndSet(State.WAITING, State.LEFT)) {
                throw new IOException("given up before it was sent");
            }
            try {
                lastStep.run();
            } catch (RuntimeException | Error e) {
                state.set(State.REFUSED);
                throw e;
            }
        }

        boolean refused() {
            return state.get() == State.REFUSED;
        }

        /** Keeps the request from leaving; false when it may have left. */
        boolean callOff() {
            return state.compareAndSet(State.WAITING, State.CALLED_OFF) || state.get() != State.LEFT;
        }
    }

    /** No answer; {@link #sent} is false only when the request certainly did not leave. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final VpsieErrorCode code;
        private final boolean sent;

        Broken(VpsieErrorCode code, boolean sent, String message, Throwable cause) {
            super(message, cause);
            this.code = code;
            this.sent = sent;
        }

        VpsieErrorCode code() {
            return code;
        }

        boolean sent() {
            return sent;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }
}
