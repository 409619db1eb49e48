package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsEndpointTest {
    private EmbeddedKubernetes kube;
    private Contract api;

    @BeforeEach
    void start() {
        kube = EmbeddedKubernetes.start(0);
        api = new Contract(kube, () -> {});
    }

    @AfterEach
    void stop() {
        api.close();
        kube.close();
    }

    @Test
    void aFaultIsAddedCountedListedAndRemoved() {
        Contract.Reply added = api.post(
                        "/_faults",
                        "{'user': 'admin', 'verbs': ['list'], 'resource': 'configmaps', 'action': 'status',"
                                + " 'code': 429, 'retryAfterSeconds': 1}")
                .expect(201);
        api.get(api.configMaps()).expect(429, "TooManyRequests");
        assertThat(api.get("/_faults").expect(200).at("/0/used").asInt()).isEqualTo(1);
        api.delete("/_faults/" + added.at("/id").asInt()).expect(200);
        api.get(api.configMaps()).expect(200);
    }

    @Test
    void aFaultMayHappenOnceOnly() {
        api.post("/_faults", "{'verbs': ['create'], 'action': 'status', 'code': 503, 'times': 1}")
                .expect(201);
        api.post(api.configMaps(), "{'metadata': {'name': 'a'}}").expect(503);
        api.post(api.configMaps(), "{'metadata': {'name': 'a'}}").expect(201);
    }

    @Test
    void anUnknownActionIsRefusedWithTheKnownOnes() {
        Contract.Reply refused = api.post("/_faults", "{'action': 'explode'}").expect(400);
        assertThat(refused.at("/message").asText()).contains("explode", "latency", "watch-silence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latency",
                "heavy-tail",
                "slow-answer",
                "hang",
                "reset",
                "answer-lost",
                "status",
                "applied-but-status",
                "watch-silence",
                "down"
            })
    void everyActionCanBeOrdered(String action) {
        Contract.Reply added = api.post(
                        "/_faults",
                        "{'user': 'nobody', 'action': '" + action + "', 'millis': 20, 'shape': 2, 'mostMillis': 90,"
                                + " 'code': 503, 'forMillis': 60000, 'times': 2}")
                .expect(201);
        assertThat(added.at("/times").asInt()).isEqualTo(2);
        assertThat(added.at("/forMillis").asInt()).isEqualTo(60_000);
        String wanted = action.replace("-", "");
        assertThat(added.at("/action").asText().toLowerCase(Locale.ROOT)).startsWith(wanted);
    }

    @Test
    void aMisspeltFieldIsRefused() {
        Contract.Reply refused =
                api.post("/_faults", "{'action': 'hang', 'usr': 'anna'}").expect(400);
        assertThat(refused.at("/message").asText()).contains("usr");
        assertThat(kube.faults().list()).isEmpty();
    }

    @Test
    void historyIsForgotten() {
        String before = api.newConfigMap("1").version();
        api.newConfigMap("2");
        String now = api.post("/_faults/compact", "{}")
                .expect(200)
                .at("/resourceVersion")
                .asText();
        assertThat(Long.parseLong(now)).isGreaterThan(Long.parseLong(before));
        assertThat(api.get("/_faults/version").at("/resourceVersion").asText()).isEqualTo(now);
        assertThat(api.watch(api.configMaps(), "resourceVersion=" + before))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/object/code").asInt()).isEqualTo(410));
    }

    @Test
    void theStoreIsRewound() {
        String before = api.newConfigMap("1").version();
        String lost = api.newConfigMap("2").name();
        api.post("/_faults/rewind", "{'resourceVersion': '" + before + "'}").expect(200);
        api.get(api.configMaps() + "/" + lost).expect(404);
        api.post("/_faults/rewind", "{}").expect(400);
        api.post("/_faults/rewind", "{'resourceVersion': 'x'}").expect(400);
    }

    @Test
    void whatWouldShutTheCallerOutIsRefused() {
        assertThat(api.post("/_faults", "{'action': 'down'}")
                        .expect(400)
                        .at("/message")
                        .asText())
                .contains("no way back");
    }

    @Test
    void aPortOfItsOwnNeedsNoTokenAndAnswersWhileTheApiIsDown() throws Exception {
        URI control = URI.create(kube.serveFaults(0));
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest down = HttpRequest.newBuilder(control)
                .POST(BodyPublishers.ofString("{\"action\": \"down\"}"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        assertThat(http.send(down, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        assertThatThrownBy(() -> api.get(api.configMaps())).isInstanceOf(AssertionError.class);
        HttpRequest up = HttpRequest.newBuilder(control).DELETE().build();
        assertThat(http.send(up, BodyHandlers.ofString()).body()).isEqualTo("[]");
        api.get(api.configMaps()).expect(200);
    }

    @Test
    void everythingIsRemovedAtOnce() {
        api.post("/_faults", "{'action': 'latency', 'millis': 1}").expect(201);
        api.delete("/_faults").expect(200);
        assertThat(kube.faults().list()).isEmpty();
    }

    @Test
    void writesAreReadFromAPosition() {
        int before = kube.writes().size();
        api.newConfigMap("1");
        Contract.Reply line = api.get("/_faults/writes?from=" + before).expect(200);
        assertThat(line.at("/user").asText()).isEqualTo("admin");
        assertThat(line.at("/kind").asText()).isEqualTo("configmaps");
        assertThat(line.at("/status").asInt()).isEqualTo(201);
    }

    @Test
    void watchesAreCutByUser() {
        assertThat(api.post("/_faults/cut-watches?user=nobody", "{}")
                        .expect(200)
                        .at("/cut")
                        .asInt())
                .isZero();
    }
}
