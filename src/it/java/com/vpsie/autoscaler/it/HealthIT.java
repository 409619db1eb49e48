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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.microshed.testing.jupiter.MicroShedTest;

/**
 * The WAR starts, becomes ready, leads, and answers on each of its ports what belongs there and nothing else. What is
 * wrong around it is told by its readiness, in one line, as long as it is wrong.
 */
@MicroShedTest
public class HealthIT {
    private static final VpsieSimulator CLOUD = VpsieSimulator.start(0, Optional.empty());
    private static final Cluster CLUSTER = cluster();
    private static final Path KUBECONFIG = LocalServer.write("health", "kubeconfig", CLUSTER.kubeconfig());

    /** Started by the MicroShed environment. */
    public static final LocalServer SERVER = LocalServer.named(
            "health",
            "--kubeconfig=" + KUBECONFIG,
            "--leader-election-namespace=" + Cluster.NAMESPACE,
            "--leader-election-lease-duration=6s",
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

    /** Takes part, leading or not: so a rolling update goes on. That it leads is in the details. */
    @Test
    void readinessTellsOfTheElection() throws Exception {
        String ready = Await.answer(
                Duration.ofSeconds(30),
                "a leader",
                () -> "none",
                () -> Optional.of(get(SERVER.healthUrl("/health/ready")).body())
                        .filter(body -> body.contains("\"state\":\"LEADING\"")));

        assertThat(ready).contains("leader-election-participation", "\"leader\":\"");
        assertThat(get(SERVER.healthUrl("/readyz/leader-election-participation")))
                .isEqualTo(new Answer(200, "ok"));
    }

    @Test
    void wrongCredentialsAreOneLineUntilTheyAreRight() throws Exception {
        CLUSTER.putSecret(Map.of("clientId", "somebody"));
        String wrong = SERVER.awaitReadyz(503, "[-]vpsie failed");
        assertThat(wrong.lines().filter(line -> line.startsWith("[-]")))
                .singleElement()
                .asString()
                .contains("Secret " + Cluster.NAMESPACE + "/vpsie-secret", "clientSecret is missing or empty");
        assertThat(get(SERVER.healthUrl("/healthz"))).isEqualTo(new Answer(200, "ok"));

        CLUSTER.putSecret(Map.of("token", "sandbox-token", "url", CLOUD.url().toString()));
        SERVER.awaitReadyz(200, "ok");
    }

    /** No restart brings an API server back: it lives, takes no part, says so, and goes on by itself. */
    @Test
    void anApiThatIsAwayIsNamedUntilItIsBack() throws Exception {
        CLUSTER.goAway();
        try {
            SERVER.awaitReadyz(503, "[-]leader-election-participation failed");
            assertThat(get(SERVER.healthUrl("/livez"))).isEqualTo(new Answer(200, "ok"));
        } finally {
            CLUSTER.comeBack();
        }
        SERVER.awaitReadyz(200, "ok");
    }
}
