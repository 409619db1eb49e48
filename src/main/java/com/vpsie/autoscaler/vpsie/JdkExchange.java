package com.vpsie.autoscaler.vpsie;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * One HTTP exchange, sent at most once, for mutations and the login. HTTP/1.1 only, no redirects, no authenticator: then
 * the JDK's client repeats nothing but GET and HEAD. The client has threads of its own, as the answer of a paid request
 * must still be read while the container takes its executors away. Thread-safe.
 */
final class JdkExchange {
    private static final String REPEATS_EVERYTHING = "jdk.httpclient.enableAllMethodRetry";

    private final HttpClient client;
    private final Duration deadline;
    private final InstantSource clock;

    /** @throws IllegalStateException when a system property makes the JDK repeat POST and DELETE */
    JdkExchange(VpsieLimits limits, InstantSource clock) {
        String repeats = System.getProperty(REPEATS_EVERYTHING);
        if (repeats != null && !repeats.equalsIgnoreCase("false")) {
            throw new IllegalStateException("-D" + REPEATS_EVERYTHING + " would buy nodes twice: remove it");
        }
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connectTimeout())
                .build();
        this.deadline = limits.deadline();
        this.clock = clock;
    }

    /**
     * Sends and reads the whole answer within the deadline.
     *
     * @param lastStep runs right before the request goes out; what it throws comes out unchanged, and nothing was sent
     */
    VpsieAnswer send(HttpRequest request, Runnable lastStep) throws Broken {
        resolve(request.uri());
        lastStep.run();
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, info -> new BoundedBody(VpsieAnswer.MAX_BYTES));
        try {
            HttpResponse<String> response = exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return new VpsieAnswer(
                    response.statusCode(),
                    response.body(),
                    VpsieAnswer.retryAfter(response.headers().firstValue("Retry-After"), clock.instant()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new Broken(VpsieErrorCode.TIMEOUT, true, "no whole answer within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the request goes on: a sent one is not torn off
            throw new Broken(VpsieErrorCode.CONNECTION, true, "interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        }
    }

    /** A slow name server must not eat the budget: the JVM remembers the answer for the client's own look-up. */
    private static void resolve(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        InetSocketAddress unused = new InetSocketAddress(uri.getHost(), port);
        assert unused.getPort() == port;
    }

    /** Only what certainly happened before the first byte of the request counts as not sent. */
    private static Broken broken(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Broken(VpsieErrorCode.CONNECTION, false, "connecting took too long", cause);
        }
        if (cause instanceof ConnectException) {
            return new Broken(VpsieErrorCode.CONNECTION, false, "cannot connect: " + words(cause), cause);
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            return new Broken(VpsieErrorCode.CONNECTION, false, "no trusted TLS connection: " + words(cause), cause);
        }
        return new Broken(VpsieErrorCode.CONNECTION, true, "the connection broke: " + words(cause), cause);
    }

    /** The JDK says "unresolved address" by a cause without a message. */
    private static String words(Throwable cause) {
        String message = cause.getMessage();
        Throwable deeper = cause.getCause();
        if (message == null && deeper != null) {
            return deeper.getClass().getSimpleName();
        }
        return message == null ? cause.getClass().getSimpleName() : message;
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
