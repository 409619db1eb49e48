package com.vpsie.autoscaler.it;

import static com.vpsie.autoscaler.it.LocalServer.get;
import static com.vpsie.autoscaler.it.LocalServer.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.LocalServer.Answer;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.microshed.testing.jupiter.MicroShedTest;

/** The WAR starts, becomes ready, leads, and answers on each of its ports what belongs there and nothing else. */
@MicroShedTest
public class ReadyzIT {
    private static final VpsieSimulator CLOUD = VpsieSimulator.start(0, Optional.empty());
    private static final Cluster CLUSTER = cluster();
    private static final Path KUBECONFIG = LocalServer.write("readyz", "kubeconfig", CLUSTER.kubeconfig());

    /** Started by the MicroShed environment. */
    public static final LocalServer SERVER = LocalServer.named(
            "readyz",
            "--kubeconfig=" + KUBECONFIG,
            "--leader-election-namespace=" + Cluster.NAMESPACE,
            "--vpsie-secret-namespace=" + Cluster.NAMESPACE,
            "--vpsie-allow-http");

    private static Cluster cluster() {
        try {
            return Cluster.complete(CLOUD.url().toString());
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @BeforeAll
    static void awaitReady() throws Exception {
        SERVER.awaitReadyz(200, "ok");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        CLUSTER.close();
        CLOUD.close();
    }

    @Test
    void healthIsPlainForKubernetes() throws Exception {
        assertThat(get(SERVER.healthUrl("/healthz"))).isEqualTo(new Answer(200, "ok"));
        assertThat(get(SERVER.healthUrl("/livez"))).isEqualTo(new Answer(200, "ok"));
        assertThat(get(SERVER.healthUrl("/ping"))).isEqualTo(new Answer(200, "pong"));
        assertThat(get(SERVER.healthUrl("/readyz?verbose")).body())
                .contains("[+]ping ok\n", "[+]caches ok\n", "[+]vpsie ok\n")
                .endsWith("readyz check passed\n");
        assertThat(get(SERVER.healthUrl("/readyz/caches"))).isEqualTo(new Answer(200, "ok"));
        assertThat(get(SERVER.healthUrl("/readyz/nothing")).status()).isEqualTo(404);
    }

    @Test
    void healthIsJsonForMicroProfile() throws Exception {
        for (String path : new String[] {"/health", "/health/live", "/health/ready", "/health/started"}) {
            Answer answer = get(SERVER.healthUrl(path));

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).startsWith("{\"status\":\"UP\",\"checks\":[");
        }
    }

    @Test
    void metricsHaveTheirExactNames() throws Exception {
        String text = Await.answer(
                Duration.ofSeconds(30),
                "a leader in the metrics",
                () -> "none",
                () -> Optional.of(get(SERVER.metricsUrl("/metrics")).body())
                        .filter(body ->
                                body.contains("leader_election_master_status{name=\"vpsie-autoscaler-leader\"} 1\n")));

        assertThat(text)
                .contains("# TYPE leader_election_master_status gauge\n")
                .contains("leader_election_lease_duration_seconds{name=\"vpsie-autoscaler-leader\"} 15\n")
                .contains("leader_election_transitions_total{name=\"vpsie-autoscaler-leader\"} ")
                .contains(
                        "leader_election_renew_duration_seconds_bucket{name=\"vpsie-autoscaler-leader\",le=\"0.005\"} ")
                .doesNotContain("mp_scope", "_max{");
    }

    @Test
    void managementTellsTheTerm() throws Exception {
        String view = Await.answer(
                Duration.ofSeconds(30),
                "a leader",
                () -> "none",
                () -> Optional.of(get(SERVER.managementUrl("/leadership")).body())
                        .filter(body -> body.contains("\"state\":\"LEADING\"")));

        assertThat(view).contains("\"participating\":true", "\"problem\":null");
        assertThat(get(SERVER.managementUrl("/decisions")).body()).startsWith("{\"decisions\":[");
        assertThat(get(SERVER.managementUrl("/")).body()).contains("<title>VPSie node autoscaler</title>");
    }

    @Test
    void steppingDownTakesAPostFromNoOtherSite() throws Exception {
        assertThat(get(SERVER.managementUrl("/leadership/step-down")).status()).isEqualTo(405);
        assertThat(post(SERVER.managementUrl("/leadership")).status()).isEqualTo(405);
        HttpRequest fromElsewhere = HttpRequest.newBuilder(SERVER.managementUrl("/leadership/step-down"))
                .header("Origin", "http://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(fromElsewhere, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void eachPortServesItsOwnPathsOnly() throws Exception {
        assertThat(get(SERVER.healthUrl("/metrics")).status()).isEqualTo(404);
        assertThat(get(SERVER.healthUrl("/leadership")).status()).isEqualTo(404);
        assertThat(get(SERVER.healthUrl("/")).status()).isEqualTo(404);
        assertThat(get(SERVER.metricsUrl("/readyz")).status()).isEqualTo(404);
        assertThat(get(SERVER.metricsUrl("/")).status()).isEqualTo(404);
        assertThat(get(SERVER.managementUrl("/metrics")).status()).isEqualTo(404);
        assertThat(post(SERVER.healthUrl("/leadership/step-down")).status()).isEqualTo(404);
    }
}
