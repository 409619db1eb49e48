package com.vpsie.autoscaler.it.deployment;

import com.vpsie.autoscaler.it.stage.Scrape;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** One server of the deployment, with its pages. Thread-safe; holds nothing open. */
interface Member {
    /** Of the pod: what the identity in the Lease begins with. */
    String name();

    /** A page of the metrics' port; empty when nobody answered, or not with 200. */
    Optional<String> metricsPage(String path) throws InterruptedException;

    /** A page of the probes' port; empty when nobody answered, or not with 200. */
    Optional<String> healthPage(String path) throws InterruptedException;

    /** What Prometheus would get. */
    default Scrape metrics() throws InterruptedException {
        return new Scrape(metricsPage("/metrics").orElse(""));
    }

    /** By its metrics. */
    default boolean isLeader() throws InterruptedException {
        return metrics().value("leader_election_master_status").orElse(0) == 1;
    }

    /** A pod, asked through the API server: nothing has to reach the pods' network. */
    record Pod(KubernetesClient client, String namespace, String name) implements Member {
        private static final int METRICS = 8080;
        private static final int HEALTH = 8081;

        @Override
        public Optional<String> metricsPage(String path) {
            return page(METRICS, path);
        }

        @Override
        public Optional<String> healthPage(String path) {
            return page(HEALTH, path);
        }

        private Optional<String> page(int port, String path) {
            try {
                return Optional.ofNullable(
                        client.raw("/api/v1/namespaces/%s/pods/%s:%d/proxy%s".formatted(namespace, name, port, path)));
            } catch (KubernetesClientException noAnswer) {
                return Optional.empty();
            }
        }
    }

    /** A server with addresses that can be reached from here. */
    record Address(String name, URI metricsPort, URI healthPort) implements Member {
        private static final Duration PATIENCE = Duration.ofSeconds(2);
        private static final HttpClient HTTP =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build();

        /**
         * Out of {@code NAME=METRICS+HEALTH}, as {@code replica-0=http://127.0.0.1:19000+http://127.0.0.1:19100}.
         *
         * @throws IllegalArgumentException when it is something else
         */
        static Address parse(String text) {
            String[] parts = text.strip().split("[=+]", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException("-Dit.servers: " + text + " is not NAME=METRICS_URL+HEALTH_URL");
            }
            return new Address(parts[0], URI.create(parts[1]), URI.create(parts[2]));
        }

        @Override
        public Optional<String> metricsPage(String path) throws InterruptedException {
            return page(metricsPort.resolve(path));
        }

        @Override
        public Optional<String> healthPage(String path) throws InterruptedException {
            return page(healthPort.resolve(path));
        }

        private static Optional<String> page(URI address) throws InterruptedException {
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build();
                HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
                return Optional.of(answer).filter(it -> it.statusCode() == 200).map(HttpResponse::body);
            } catch (IOException nobodyThere) {
                return Optional.empty();
            }
        }
    }
}
