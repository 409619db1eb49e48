package com.vpsie.autoscaler.sandbox.replica;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Asks a replica how it is, over the same endpoints an operator has. Thread-safe; each question is bounded to 1 s. */
public final class ReplicaProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String RECONCILES = "vpsie_autoscaler_controller_reconcile_total";

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Process, readiness, leadership and counters of one replica. */
    public ReplicaStatus look(Replica replica) throws InterruptedException {
        String name = replica.spec().name();
        if (!replica.isAlive()) {
            return ReplicaStatus.silent(name, ended(replica));
        }
        ReplicaPorts ports = replica.spec().ports();
        boolean ready = isReady(replica);
        Map<String, Object> view = leadership(ports);
        long token = number(view.get("token"));
        String state =
                replica.asked().isPresent() ? "stopping" : ready ? "ready" : view.isEmpty() ? "starting" : "not ready";
        return new ReplicaStatus(
                name,
                state,
                ready,
                text(view.get("state")),
                holderName(text(view.get("leader"))),
                isLeading(view),
                token,
                ready ? reconciles(ports) : 0);
    }

    /** Whether {@code /readyz} answers 200. */
    public boolean isReady(Replica replica) throws InterruptedException {
        return get(replica.spec().ports().readyUri())
                .map(answer -> answer.statusCode() == 200)
                .orElse(false);
    }

    /** Why it is not ready, in its own words. */
    public String readyAnswer(Replica replica) throws InterruptedException {
        return get(replica.spec().ports().readyUri())
                .map(answer -> answer.statusCode() + " " + answer.body().strip())
                .orElse("no answer");
    }

    /** Whether the replica's own gate is open: it leads, with time remaining. */
    public boolean isLeading(Replica replica) throws InterruptedException {
        return replica.isAlive() && isLeading(leadership(replica.spec().ports()));
    }

    private static boolean isLeading(Map<String, Object> view) {
        String state = text(view.get("state"));
        return number(view.get("token")) > 0 && (state.equals("LEADING") || state.equals("JEOPARDY"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> leadership(ReplicaPorts ports) throws InterruptedException {
        return get(ports.leadershipUri())
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> (Map<String, Object>) Serialization.unmarshal(answer.body(), Map.class))
                .orElse(Map.of());
    }

    private long reconciles(ReplicaPorts ports) throws InterruptedException {
        return get(ports.metricsUri())
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> sumOf(answer.body(), RECONCILES))
                .orElse(0L);
    }

    /** The sum of all series of one counter in Prometheus' text. */
    static long sumOf(String text, String metric) {
        return (long) text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The pod's name out of {@code replica-0_<uid>/<container>_<mark>}. */
    static String holderName(String identity) {
        int end = identity.indexOf('_');
        return end < 0 ? identity : identity.substring(0, end);
    }

    private Optional<HttpResponse<String>> get(URI address) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty(); // not listening (yet, or any more): the process's state says which
        }
    }

    private static String ended(Replica replica) {
        OptionalInt code = replica.exitCode();
        return replica.asked()
                .map(end -> end == Replica.End.KILLED ? "killed" : "stopped")
                .orElse(code.isPresent() ? "exited " + code.getAsInt() : "not started");
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number n ? n.longValue() : 0;
    }
}
