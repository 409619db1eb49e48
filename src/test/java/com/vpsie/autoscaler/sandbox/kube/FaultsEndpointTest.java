package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
