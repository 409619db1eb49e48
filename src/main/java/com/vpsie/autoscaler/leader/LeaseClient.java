package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Lease over HTTP, as JSON, so that nothing unknown in it is lost. A client of its own: without internal retries,
 * which outlive every deadline, and on HTTP/1.1, where a request that timed out takes its dead connection with it
 * instead of leaving it to the next one. Nothing here blocks; answers come on the client's threads.
 */
final class LeaseClient implements AutoCloseable {
    private static final String JSON = "application/json";

    private final KubernetesClient client;
    private final HttpClient http;
    private final LeaseCodec codec;
    private final Duration timeout;
    private final Consumer<Input> inbox;
    private final String collection;
    private final String name;
    private final Map<Long, CompletableFuture<?>> running = new ConcurrentHashMap<>();
    private @Nullable LeaseWatch watch;

    LeaseClient(Config config, String namespace, String name, Duration timeout, Consumer<Input> inbox) {
        Config own = configuration(config, timeout);
        this.client = new KubernetesClientBuilder().withConfig(own).build();
        this.http = client.getHttpClient();
        this.codec = new LeaseCodec(namespace, name);
        this.timeout = timeout;
        this.inbox = inbox;
        this.name = name;
        this.collection = own.getMasterUrl() + "apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    /** That of the cluster, for an election: one request is one request, and short. */
    static Config configuration(Config cluster, Duration timeout) {
        int millis = (int) Math.max(1, timeout.toMillis());
        return new ConfigBuilder(cluster)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(millis)
                .withConnectionTimeout(millis)
                .withHttp2Disable(true)
                .build();
    }

    /** For the few requests that are not about the Lease itself. */
    KubernetesClient kubernetes() {
        return client;
    }

    void get(long attempt) {
        send(attempt, request(collection + "/" + name).build());
    }

    void create(long attempt, LeaseRecord record) {
        send(
                attempt,
                request(collection).method("POST", JSON, codec.write(record)).build());
    }

    void put(long attempt, LeaseRecord record) {
        String url = collection + "/" + name;
        send(attempt, request(url).method("PUT", JSON, codec.write(record)).build());
    }

    void cancel(long attempt) {
        CompletableFuture<?> exchange = running.remove(attempt);
        if (exchange != null) {
            exchange.cancel(true);
        }
    }

    /** Sends JSON somewhere else and forgets it. */
    CompletableFuture<HttpResponse<String>> post(String path, String body) {
        String url = client.getConfiguration().getMasterUrl() + path;
        return http.sendAsync(request(url).method("POST", JSON, body).build(), String.class);
    }

    private HttpRequest.Builder request(String url) {
        HttpRequest.Builder builder = http.newHttpRequestBuilder();
        builder.uri(url);
        builder.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return builder;
    }

    private void send(long attempt, HttpRequest request) {
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(request, String.class);
        running.put(attempt, exchange);
        CompletableFuture<Void> unused = exchange.handle((response, failure) -> {
            running.remove(attempt);
            inbox.accept(new Input.Answered(attempt, outcome(response, failure)));
            return null;
        });
        if (exchange.isDone()) {
            running.remove(attempt);
        }
    }

    private Outcome outcome(@Nullable HttpResponse<String> response, @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
            return new Outcome.NoAnswer("no answer from " + client.getMasterUrl() + ": " + cause);
        }
        return Answer.of(response.code(), response.body(), Optional.ofNullable(response.header("Retry-After")), codec);
    }

    /** Opens a watch instead of the one before. */
    void openWatch(long id, long fromVersion) {
        closeWatch();
        String url = collection + "?watch=true&allowWatchBookmarks=true&fieldSelector=metadata.name%3D" + name
                + (fromVersion > 0 ? "&resourceVersion=" + fromVersion : "");
        HttpRequest.Builder request = http.newHttpRequestBuilder();
        request.uri(url);
        LeaseWatch next = new LeaseWatch(id, codec, inbox);
        watch = next;
        next.open(http, request.build());
    }

    private void closeWatch() {
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public void close() {
        closeWatch();
        client.close();
    }
}
