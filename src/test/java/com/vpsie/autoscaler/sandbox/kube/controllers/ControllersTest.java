package com.vpsie.autoscaler.sandbox.kube.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Controllers without a thread, on a clock of the test's own. */
class ControllersTest {
    private Instant now = Instant.parse("2026-01-31T10:00:00Z");
    private final ObjectStore store = new ObjectStore(() -> now, new SplittableRandom(1), 10_000);
    private final Controllers controllers = new Controllers(store, () -> now, "certificate");

    @Test
    void nothingHappensByItself() {
        assertThat(maps()).isZero();
        controllers.settle();
        assertThat(maps()).as("the namespace has its certificate").isEqualTo(1);
        long version = store.version();
        controllers.settle();
        assertThat(store.version()).as("all is done").isEqualTo(version);
    }

    @Test
    void podsOfAMissingNodeAreEndedAfterItsTimeToComeBack() {
        pod("lost", "gone");
        controllers.settle();
        pass(Duration.ofSeconds(39));
        assertThat(Meta.deleting(store.get(BuiltinKinds.POD, "default", "lost")))
                .isFalse();
        pass(Duration.ofSeconds(21));
        assertThatThrownBy(() -> store.get(BuiltinKinds.POD, "default", "lost")).isInstanceOf(ApiException.class);
    }

    @Test
    void podsOfANodeThatComesBackStay() {
        pod("kept", "back");
        controllers.settle();
        pass(Duration.ofSeconds(20));
        store.create(BuiltinKinds.NODE, "", named("back"));
        pass(Duration.ofSeconds(20));
        pass(Duration.ofMinutes(5));
        assertThat(Meta.deleting(store.get(BuiltinKinds.POD, "default", "kept")))
                .isFalse();
    }

    @Test
    void anEvictionThatNeverCameToBeIsForgotten() {
        store.create(BuiltinKinds.NODE, "", named("node"));
        pod("web", "node");
        ObjectNode status = Json.object();
        status.putObject("status")
                .put("phase", "Running")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True");
        store.patch(BuiltinKinds.POD, "default", "web", pod -> pod.setAll(status), Part.STATUS);
        ObjectNode budget = named("web");
        budget.putObject("spec").put("minAvailable", 0).putObject("selector");
        store.create(BuiltinKinds.BUDGET, "default", budget);
        controllers.settle();
        assertThat(allowed()).isEqualTo(1);

        DeleteOptions another = DeleteOptions.NONE.withUid("another");
        assertThatThrownBy(() -> new Evictions(store, () -> now).evict("default", "web", another))
                .isInstanceOf(ApiException.class);
        controllers.settle();
        assertThat(allowed()).as("booked").isZero();
        pass(Duration.ofMinutes(2).plusSeconds(1));
        assertThat(allowed()).as("forgotten").isEqualTo(1);
    }

    @Test
    void afterARewindEverythingIsLookedAtAgain() {
        controllers.settle();
        long before = store.version();
        ObjectNode owned = named("owned");
        Meta.edit(owned)
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put("name", "never")
                .put("uid", "u");
        store.create(BuiltinKinds.CONFIG_MAP, "default", owned);
        long made = store.version();
        controllers.settle();
        assertThat(maps()).as("its owner is not there").isEqualTo(1);
        store.rewind(made);
        assertThat(maps()).isEqualTo(2);
        controllers.settle();
        assertThat(maps()).isEqualTo(1);
        assertThat(before).isLessThan(made);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        controllers.settle();
    }

    private int allowed() {
        return store.get(BuiltinKinds.BUDGET, "default", "web")
                .at("/status/disruptionsAllowed")
                .asInt(-1);
    }

    private int maps() {
        return store.list(BuiltinKinds.CONFIG_MAP, "default", Selector.ALL, 0, "")
                .rows()
                .size();
    }

    private void pod(String name, String node) {
        ObjectNode pod = named(name);
        pod.putObject("spec")
                .put("nodeName", node)
                .putArray("containers")
                .addObject()
                .put("name", "c");
        store.create(BuiltinKinds.POD, "default", pod);
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }
}
