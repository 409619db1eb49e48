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
        add("an object that comes again is another one", api -> {
            Reply made = api.newWidget("");
            api.delete(api.widgets() + "/" + made.name()).expect(200);
            Reply again = api.post(
                            api.widgets(),
                            "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'metadata': {'name': '"
                                    + made.name() + "'}, 'spec': {'size': 2}}")
                    .expect(201);
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + made.version());
            assertThat(types(events)).containsExactly("DELETED", "ADDED");
            assertThat(texts(events, "/object/metadata/uid")).containsExactly(made.uid(), again.uid());
        });
        add("an object that waits for a finalizer is MODIFIED, then DELETED", api -> {
            Reply made = api.newWidget("'finalizers': ['contract.example.com/held']");
            String path = api.widgets() + "/" + made.name();
            api.delete(path).expect(200);
            api.patch(path, Contract.MERGE, "{'metadata': {'finalizers': null}}")
                    .expect(200);
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + made.version());
            assertThat(types(events)).containsExactly("MODIFIED", "DELETED");
            assertThat(versions(events)).isSorted().doesNotHaveDuplicates();
        });
        add("a deleted collection is a DELETED of each", api -> {
            String mark = api.unique("mark");
            Reply one = api.newWidget("'labels': {'mark': '" + mark + "'}");
            Reply two = api.newWidget("'labels': {'mark': '" + mark + "'}");
            api.delete(api.widgets() + "?labelSelector=mark%3D" + mark).expect(200);
            List<JsonNode> events = api.watch(api.widgets(), "resourceVersion=" + two.version());
            assertThat(types(events)).containsExactly("DELETED", "DELETED");
            assertThat(names(events)).containsExactlyInAnyOrder(one.name(), two.name());
        });
        add("a watch over all namespaces sees this one's", api -> {
            Reply made = api.newWidget("");
            size(api, made.name(), 2);
            List<JsonNode> events =
                    api.watch("/apis/contract.example.com/v1/widgets", "resourceVersion=" + made.version());
            assertThat(names(events)).containsExactly(made.name());
        });
        add("two watches from one version see the same", api -> {
            Reply made = api.newWidget("");
            size(api, made.name(), 2);
            size(api, made.name(), 3);
            String from = "resourceVersion=" + made.version();
            List<JsonNode> events = api.watch(api.widgets(), from);
            assertThat(events).hasSize(2).isEqualTo(api.watch(api.widgets(), from));
        });
        selections();
        starts();
        bookmarks();
        refusals();
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
        add("what leaves a selection is shown as it was in it, at the version of leaving", api -> {
            Reply made = api.newWidget("'labels': {'chosen': 'now'}");
            Reply left = api.patch(
                            api.widgets() + "/" + made.name(),
                            Contract.MERGE,
                            "{'metadata': {'labels': {'chosen': 'no'}}, 'spec': {'size': 5}}")
                    .expect(200);
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    "resourceVersion=" + made.version() + "&labelSelector=" + Contract.encode("chosen=now"));
            assertThat(types(events)).containsExactly("DELETED");
            JsonNode gone = events.get(0).path("object");
            assertThat(gone.at("/spec/size").asInt()).isEqualTo(1);
            assertThat(gone.at("/metadata/labels/chosen").asText()).isEqualTo("now");
            assertThat(gone.at("/metadata/resourceVersion").asText()).isEqualTo(left.version());
        });
        add("a field enters and leaves a selection", api -> {
            String pod = api.unique("pod");
            Reply made = OtherCases.newPod(api, pod);
            String pods = "/api/v1/namespaces/" + api.namespace() + "/pods";
            api.patch(pods + "/" + pod + "/status", Contract.MERGE, "{'status': {'phase': 'Running'}}")
                    .expect(200);
            api.patch(pods + "/" + pod + "/status", Contract.MERGE, "{'status': {'phase': 'Failed'}}")
                    .expect(200);
            String from = "resourceVersion=" + made.version() + "&fieldSelector=";
            // a scheduler may write the pod's conditions in between
            assertThat(types(api.watch(pods, from + Contract.encode("status.phase=Running,metadata.name=" + pod))))
                    .filteredOn(type -> !type.equals("MODIFIED"))
                    .containsExactly("ADDED", "DELETED");
            assertThat(types(api.watch(pods, from + Contract.encode("status.phase!=Pending,metadata.name=" + pod))))
                    .startsWith("ADDED", "MODIFIED")
                    .doesNotContain("DELETED");
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
        add("version 0 is a start with the present objects", api -> {
            Reply made = api.newWidget("");
            assertThat(types(
                            api.watch(api.widgets(), "resourceVersion=0&fieldSelector=metadata.name%3D" + made.name())))
                    .containsExactly("ADDED");
        });
        add("initial events can be declined", api -> {
            Reply made = api.newWidget("");
            assertThat(api.watch(
                            api.widgets(),
                            "sendInitialEvents=false&resourceVersionMatch=NotOlderThan&fieldSelector=metadata.name%3D"
                                    + made.name()))
                    .isEmpty();
        });
        add("initial events not older than a version are those of now", api -> {
            Reply made = api.newWidget("");
            size(api, made.name(), 2);
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=" + made.version()
                            + "&fieldSelector=metadata.name%3D" + made.name());
            assertThat(types(events)).containsExactly("ADDED");
            assertThat(events.get(0).at("/object/spec/size").asInt()).isEqualTo(2);
        });
        add("a watch from a version that is not written yet waits", api -> {
            api.newWidget("");
            assertThat(api.watch(api.widgets(), "resourceVersion=999999999")).isEmpty();
        });
        add("initial events of a version that is not written yet are 504 in the stream", api -> {
            api.newWidget("");
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=999999999");
            assertThat(types(events)).containsExactly("ERROR");
            assertThat(events.get(0).at("/object/code").asInt()).isEqualTo(504);
            assertThat(events.get(0).at("/object/details/causes/0/reason").asText())
                    .isEqualTo("ResourceVersionTooLarge");
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

    private void bookmarks() {
        String initial = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
        add("without allowWatchBookmarks there are none", api -> {
            Reply made = api.newWidget("");
            assertThat(types(api.watch(api.widgets(), initial + "&fieldSelector=metadata.name%3D" + made.name())))
                    .containsExactly("ADDED");
        });
        add("the bookmark of initial events is not older than what was written", api -> {
            Reply made = api.newWidget("");
            List<JsonNode> events = api.watch(
                    api.widgets(),
                    initial + "&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dnot-there&resourceVersion="
                            + made.version());
            assertThat(types(events)).startsWith("BOOKMARK");
            assertThat(versions(events).get(0)).isGreaterThanOrEqualTo(Long.parseLong(made.version()));
            assertThat(events.get(0).at("/object/kind").asText()).isEqualTo("Widget");
        });
        add("a watch goes on from a bookmark", api -> {
            api.newWidget("");
            List<JsonNode> events = api.watch(
                    api.widgets(), initial + "&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dnot-there");
            Reply later = api.newWidget("");
            assertThat(names(api.watch(
                            api.widgets(), "resourceVersion=" + versions(events).get(0))))
                    .containsExactly(later.name());
        });
    }

    private void refused(String name, String query, int code, String reason) {
        add(
                name + " is " + code,
                api -> api.get(api.widgets() + "?watch=true&timeoutSeconds=1&" + query)
                        .expect(code, reason));
    }

    private void refusals() {
        refused(
                "a match without initial events",
                "resourceVersionMatch=NotOlderThan&resourceVersion=5",
                422,
                "Invalid");
        refused("a watch of an exact version", "resourceVersionMatch=Exact&resourceVersion=5", 422, "Invalid");
        refused("asking for initial events without a match", "sendInitialEvents=true", 422, "Invalid");
        refused("declining initial events without a match", "sendInitialEvents=false", 422, "Invalid");
        refused(
                "initial events of an exact version",
                "sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=5",
                422,
                "Invalid");
        refused("a watch with a token", "continue=abc", 422, "Invalid");
        refused("a watch from a version that is no number", "resourceVersion=abc", 500, "");
        add(
                "a time that is no number is 400",
                api -> api.get(api.widgets() + "?watch=true&timeoutSeconds=soon")
                        .expect(400, "BadRequest"));
        add("watch=false is a list", api -> {
            Reply made = api.newWidget("");
            assertThat(api.get(api.widgets() + "?watch=false").expect(200).itemNames())
                    .contains(made.name());
        });
        add("watch=1 is a watch", api -> {
            Reply made = api.newWidget("");
            Reply event = api.get(
                            api.widgets() + "?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3D" + made.name())
                    .expect(200);
            assertThat(event.at("/type").asText()).isEqualTo("ADDED");
        });
    }
}
