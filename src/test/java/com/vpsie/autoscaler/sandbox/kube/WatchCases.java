package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** Watches. */
final class WatchCases extends Cases {
    WatchCases() {
        super("watches");
        add("events come once and in order, from the version on", api -> {
            Reply first = api.newWidget("");
            Reply second = api.newWidget("");
            size(api, second.name(), 2);
            size(api, second.name(), 3);
            api.delete(api.widgets() + "/" + second.name()).expect(200);
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + first.version());
            assertThat(types(events)).containsExactly("ADDED", "MODIFIED", "MODIFIED", "DELETED");
            assertThat(versions(events)).isSorted().doesNotHaveDuplicates();
            assertThat(events)
                    .allSatisfy(e ->
                            assertThat(e.at("/object/metadata/name").asText()).isEqualTo(second.name()));
            assertThat(events.get(3).at("/object/spec/size").asInt()).isEqualTo(3);
        });
        add("a deletion carries a version of its own", api -> {
            Reply made = api.newWidget("");
            Reply grown = size(api, made.name(), 2);
            api.delete(api.widgets() + "/" + made.name()).expect(200);
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + grown.version());
            assertThat(types(events)).containsExactly("DELETED");
            assertThat(versions(events).get(0)).isGreaterThan(Long.parseLong(grown.version()));
        });
        add("a watch goes on from a list's version", api -> {
            api.newWidget("");
            Reply list = api.get(api.widgets()).expect(200);
            Reply later = api.newWidget("");
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + list.version());
            assertThat(names(events)).containsExactly(later.name());
        });
        add("a write that changes nothing is no event", api -> {
            Reply made = api.newWidget("");
            api.put(api.widgets() + "/" + made.name(), made.object()).expect(200);
            assertThat(api.watch(api.widgets(), "resourceVersion=" + made.version()))
                    .isEmpty();
        });
        add("a write of the status is an event", api -> {
            Reply made = api.newWidget("");
            api.patch(api.widgets() + "/" + made.name() + "/status", Contract.MERGE, "{'status': {'ready': 1}}")
                    .expect(200);
            assertThat(types(api.watch(api.widgets(), "resourceVersion=" + made.version())))
                    .containsExactly("MODIFIED");
        });
        add("a refused write is no event", api -> {
            Reply made = api.newWidget("");
            ObjectNode again = made.object();
            ((ObjectNode) again.get("metadata")).remove("resourceVersion");
            api.post(api.widgets(), again.toString()).expect(409);
            assertThat(api.watch(api.widgets(), "resourceVersion=" + made.version()))
                    .isEmpty();
        });
        selections();
        starts();
    }

    private static Reply size(Contract api, String name, int size) {
        return api.patch(api.widgets() + "/" + name, Contract.MERGE, "{'spec': {'size': " + size + "}}")
                .expect(200);
    }

    private static List<String> types(List<JsonNode> events) {
        return texts(events, "/type");
    }

    private static List<String> names(List<JsonNode> events) {
        return texts(events, "/object/metadata/name");
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        List<String> found = new ArrayList<>();
        events.forEach(event -> found.add(event.at(pointer).asText()));
        return found;
    }

    private static List<Long> versions(List<JsonNode> events) {
        return texts(events, "/object/metadata/resourceVersion").stream()
                .map(Long::valueOf)
                .toList();
    }

    private void selections() {
        add("entering and leaving a selection are ADDED and DELETED", api -> {
            Reply made = api.newWidget("");
            String path = api.widgets() + "/" + made.name();
            api.patch(path, Contract.MERGE, "{'metadata': {'labels': {'chosen': 'yes'}}}")
                    .expect(200);
            size(api, made.name(), 2);
            api.patch(path, Contract.MERGE, "{'metadata': {'labels': {'chosen': 'no'}}}")
                    .expect(200);
            size(api, made.name(), 3);
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    "resourceVersion=" + made.version() + "&labelSelector=" + Contract.encode("chosen=yes"));
            assertThat(types(events)).containsExactly("ADDED", "MODIFIED", "DELETED");
        });
        add("a watch of one name sees only that", api -> {
            Reply one = api.newWidget("");
            Reply two = api.newWidget("");
            size(api, one.name(), 2);
            size(api, two.name(), 2);
            List<JsonNode> events = api.watch(
                    api.widgets(), "resourceVersion=" + one.version() + "&fieldSelector=metadata.name%3D" + one.name());
            assertThat(names(events)).containsExactly(one.name());
        });
        add("a watch of a namespace does not see another", api -> {
            Reply made = api.newConfigMap("1");
            String name = made.name();
            api.post("/api/v1/namespaces/default/configmaps", "{'metadata': {'name': '" + name + "'}}")
                    .expect(201);
            api.delete("/api/v1/namespaces/default/configmaps/" + name).expect(200);
            assertThat(api.watch(api.configMaps(), "resourceVersion=" + made.version()))
                    .isEmpty();
        });
    }

    private void starts() {
        add("without a version the present objects come first", api -> {
            Reply made = api.newWidget("");
            List<JsonNode> events = api.watch(api.widgets(), "fieldSelector=metadata.name%3D" + made.name());
            assertThat(types(events)).containsExactly("ADDED");
            assertThat(versions(events)).containsExactly(Long.parseLong(made.version()));
        });
        add("initial events end with a marked bookmark", api -> {
            Reply made = api.newWidget("");
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                            + "&fieldSelector=metadata.name%3D" + made.name());
            assertThat(types(events)).startsWith("ADDED", "BOOKMARK");
            assertThat(events.get(1)
                            .path("object")
                            .path("metadata")
                            .path("annotations")
                            .path("k8s.io/initial-events-end")
                            .asText())
                    .isEqualTo("true");
        });
        add("a version that is no longer known is 410 in the stream", api -> {
            api.newWidget("");
            api.forgetHistory();
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=1");
            assertThat(types(events)).containsExactly("ERROR");
            assertThat(events.get(0).at("/object/code").asInt()).isEqualTo(410);
            assertThat(events.get(0).at("/object/reason").asText()).isEqualTo("Expired");
        });
    }
}
