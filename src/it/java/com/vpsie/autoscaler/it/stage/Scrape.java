package com.vpsie.autoscaler.it.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What Prometheus would get from one replica. Immutable.
 *
 * @param text in Prometheus' text format, empty when nobody answered in time
 */
public record Scrape(String text) {
    /** Several servers that start at once leave little of a small machine to those that are asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Asks now. */
    public static Scrape of(Player player) throws InterruptedException {
        return new Scrape(page(player).orElse(""));
    }

    /** Asks now, one who must answer: what is missing then is a metric that has no value yet. */
    public static Scrape answerOf(Player player) throws InterruptedException {
        return new Scrape(page(player).orElseThrow(() -> new AssertionError(player.name() + " did not answer")));
    }

    private static Optional<String> page(Player player) throws InterruptedException {
        return body(player.replica().spec().ports().metricsUri());
    }

    /** A page of the replica's probes, whatever its status; empty when nobody answered in time. */
    public static Optional<String> probe(Player player, String path) throws InterruptedException {
        return body(player.replica().spec().ports().readyUri().resolve(path));
    }

    /** The status of such a page. */
    public static OptionalInt status(Player player, String path) throws InterruptedException {
        return answer(player.replica().spec().ports().readyUri().resolve(path)).stream()
                .mapToInt(HttpResponse::statusCode)
                .findFirst();
    }

    private static Optional<String> body(URI address) throws InterruptedException {
        return answer(address).map(HttpResponse::body);
    }

    private static Optional<HttpResponse<String>> answer(URI address) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    /** Sum of all series of a metric that carry these words in their labels; empty when there is none. */
    public OptionalDouble value(String metric, String... labels) {
        double[] values = text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(DoubleStream.of(values).sum());
    }
}
