package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** Strategic merge patches of built-in kinds: how lists merge, and the directives. */
final class StrategicCases extends Cases {
    private static final String DEPLOYMENT = """
            {'metadata': {'name': '%s', 'finalizers': ['a.b/x', 'a.b/y']},
             'spec': {'replicas': 0, 'selector': {'matchLabels': {'a': 'b'}},
              'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 1, 'maxUnavailable': 0}},
              'template': {'metadata': {'labels': {'a': 'b'}}, 'spec': {
               'tolerations': [{'key': 'a', 'operator': 'Exists'}],
               'volumes': [{'name': 'v', 'emptyDir': {}}, {'name': 'w', 'emptyDir': {}}],
               'containers': [{'name': 'a', 'image': 'a', 'args': ['1', '2'],
                 'env': [{'name': 'E', 'value': '1'}, {'name': 'F', 'value': '2'}],
                 'ports': [{'containerPort': 80, 'protocol': 'TCP'}, {'containerPort': 81, 'protocol': 'TCP'}]},
                {'name': 'b', 'image': 'b'}]}}}}
            """;
    private static final String CONTAINERS = "/spec/template/spec/containers";

    StrategicCases() {
        super("strategic merge patches");
        order("a new item of a list goes before the old ones", "'containers': [{'name': 'c', 'image': 'c'}]", "cab");
        order(
                "a new item goes after those the patch names before it",
                "'containers': [{'name': 'b', 'image': 'B'}, {'name': 'c', 'image': 'c'}]",
                "abc");
        order("$patch delete removes the item of that key", "'containers': [{'name': 'a', '$patch': 'delete'}]", "b");
        order(
                "$patch replace replaces the list",
                "'containers': [{'$patch': 'replace'}, {'name': 'z', 'image': 'z'}]",
                "z");
        order(
                "$setElementOrder puts items into its order",
                "'$setElementOrder/containers': [{'name': 'b'}, {'name': 'a'}]",
                "ba");
        order(
                "$setElementOrder leaves items it does not name where they were",
                "'$setElementOrder/containers': [{'name': 'c'}, {'name': 'a'}],"
                        + " 'containers': [{'name': 'c', 'image': 'c'}]",
                "cab");
        nested();
        finalizers();
        objects();
        refusals();
    }

    private void order(String name, String spec, String wanted) {
        add(name, api -> {
            StringBuilder names = new StringBuilder();
            patched(api, template(spec))
                    .at(CONTAINERS)
                    .forEach(one -> names.append(one.path("name").asText()));
            assertThat(names.toString()).isEqualTo(wanted);
        });
    }

    private void nested() {
        add("an item of a list is merged with the one of the same key", api -> {
            JsonNode container = patched(api, template("'containers': [{'name': 'a', 'image': 'new'}]"))
                    .at(CONTAINERS + "/0");
            assertThat(container.path("image").asText()).isEqualTo("new");
            assertThat(container.path("args").size()).isEqualTo(2);
        });
        add("a list without merge key is replaced", api -> {
            JsonNode container = patched(api, template("'containers': [{'name': 'a', 'args': ['9']}]"))
                    .at(CONTAINERS + "/0");
            assertThat(container.path("args").size()).isEqualTo(1);
            JsonNode tolerations = patched(api, template("'tolerations': [{'key': 'z', 'operator': 'Exists'}]"))
                    .at("/spec/template/spec/tolerations");
            assertThat(tolerations.size()).isEqualTo(1);
            assertThat(tolerations.at("/0/key").asText()).isEqualTo("z");
        });
        add("lists inside of items are merged, too", api -> {
            JsonNode env = patched(
                            api,
                            template("'containers': [{'name': 'a', 'env': [{'name': 'E', '$patch':"
                                    + " 'delete'}, {'name': 'G', 'value': '3'}]}]"))
                    .at(CONTAINERS + "/0/env");
            assertThat(env.size()).isEqualTo(2);
            assertThat(env.at("/0/name").asText()).isEqualTo("G");
            assertThat(env.at("/1/name").asText()).isEqualTo("F");
        });
        add("a merge key may be a number", api -> {
            JsonNode ports = patched(
                            api,
                            template("'containers': [{'name': 'a', 'ports': [{'containerPort': 81, 'name':"
                                    + " 'web'}]}]"))
                    .at(CONTAINERS + "/0/ports");
            assertThat(ports.size()).isEqualTo(2);
            assertThat(ports.at("/1/name").asText()).isEqualTo("web");
            assertThat(ports.at("/1/protocol").asText()).isEqualTo("TCP");
        });
        add("$patch delete of an item that is not there changes nothing", api -> {
            JsonNode container = patched(
                            api,
                            template("'containers': [{'name': 'b', 'env': [{'name': 'E', '$patch':" + " 'delete'}]}]"))
                    .at(CONTAINERS + "/1");
            assertThat(container.path("name").asText()).isEqualTo("b");
            assertThat(container.has("env")).isFalse();
        });
        add("conditions are merged by their type", api -> {
            Reply made = make(api);
            String path = path(api) + "/" + made.name() + "/status";
            condition(api, path, "A", "True");
            condition(api, path, "B", "False");
            Reply last = condition(api, path, "A", "Unknown");
            List<String> found = new ArrayList<>();
            last.at("/status/conditions")
                    .forEach(one -> found.add(
                            one.path("type").asText() + one.path("status").asText()));
            // a controller may have added one of its own
            assertThat(found)
                    .filteredOn(one -> !one.startsWith("Progressing") && !one.startsWith("Available"))
                    .containsExactlyInAnyOrder("AUnknown", "BFalse");
        });
    }

    private static Reply condition(Contract api, String path, String type, String status) {
        return api.patch(
                        path,
                        Contract.STRATEGIC,
                        "{'status': {'conditions': [{'type': '" + type + "', 'status': '" + status + "'}]}}")
                .expect(200);
    }

    private void finalizers() {
        values("a list of values is united", "'finalizers': ['a.b/z']", "a.b/z", "a.b/x", "a.b/y");
        values("a value that is there is not doubled", "'finalizers': ['a.b/y', 'a.b/z']", "a.b/x", "a.b/y", "a.b/z");
        values("$deleteFromPrimitiveList removes values", "'$deleteFromPrimitiveList/finalizers': ['a.b/x']", "a.b/y");
        values("$setElementOrder orders values", "'$setElementOrder/finalizers': ['a.b/y', 'a.b/x']", "a.b/y", "a.b/x");
    }

    private void values(String name, String metadata, String... wanted) {
        add(name, api -> {
            List<String> found = new ArrayList<>();
            patched(api, "{'metadata': {" + metadata + "}}")
                    .at("/metadata/finalizers")
                    .forEach(one -> found.add(one.asText()));
            assertThat(found).containsExactly(wanted);
        });
    }

    private void objects() {
        add("$retainKeys removes what it does not name", api -> {
            JsonNode strategy = patched(api, "{'spec': {'strategy': {'$retainKeys': ['type'], 'type': 'Recreate'}}}")
                    .at("/spec/strategy");
            assertThat(strategy.toString()).isEqualTo("{\"type\":\"Recreate\"}");
        });
        add("$retainKeys works inside of a list's item", api -> {
            JsonNode volumes = patched(
                            api,
                            template("'volumes': [{'name': 'v', '$retainKeys': ['name', 'hostPath'],"
                                    + " 'hostPath': {'path': '/x'}}]"))
                    .at("/spec/template/spec/volumes");
            assertThat(volumes.size()).isEqualTo(2);
            assertThat(volumes.get(0).has("emptyDir")).isFalse();
            assertThat(volumes.at("/0/hostPath/path").asText()).isEqualTo("/x");
        });
        add("$patch replace replaces an object", api -> {
            JsonNode strategy = patched(api, "{'spec': {'strategy': {'$patch': 'replace', 'type': 'Recreate'}}}")
                    .at("/spec/strategy");
            assertThat(strategy.toString()).isEqualTo("{\"type\":\"Recreate\"}");
        });
        add("null removes from a map", api -> {
            Reply made = api.newConfigMap("1");
            Reply patched = api.patch(
                            api.configMaps() + "/" + made.name(),
                            Contract.STRATEGIC,
                            "{'data': {'key': null, 'other': 'x'}}")
                    .expect(200);
            assertThat(patched.at("/data").toString()).isEqualTo("{\"other\":\"x\"}");
        });
        add("a node's taints are replaced as a whole", api -> {
            String name = api.unique("node");
            api.post(
                            "/api/v1/nodes",
                            "{'metadata': {'name': '" + name + "'}, 'spec': {'taints': [{'key': 'a', 'effect':"
                                    + " 'NoSchedule'}]}}")
                    .expect(201);
            Reply patched = api.patch(
                    "/api/v1/nodes/" + name,
                    Contract.STRATEGIC,
                    "{'spec': {'taints': [{'key': 'b'," + " 'effect': 'NoExecute'}]}}");
            api.delete("/api/v1/nodes/" + name).expect(200);
            List<String> keys = new ArrayList<>();
            patched.expect(200)
                    .at("/spec/taints")
                    .forEach(taint -> keys.add(taint.path("key").asText()));
            assertThat(keys).contains("b").doesNotContain("a");
        });
    }

    private void refusals() {
        add(
                "$retainKeys without a key that the patch sets is 400",
                api -> send(api, "{'spec': {'strategy': {'$retainKeys': ['x'], 'type': 'Recreate'}}}")
                        .expect(400, "BadRequest"));
        add(
                "a text in the place of a list is 422",
                api -> send(api, template("'containers': 'x'")).expect(422, "Invalid"));
        add("a list as a patch is 400", api -> send(api, "[]").expect(400, "BadRequest"));
        add(
                "a wrong type inside of an item is 422",
                api -> send(api, template("'containers': [{'name': 'a', 'image':" + " 5}]"))
                        .expect(422, "Invalid"));
        add(
                "an item without its merge key is an error of the server",
                api -> send(api, template("'containers': [{'image': 'z'}]")).expect(500));
        add(
                "an unknown $patch of an item is an error of the server",
                api -> send(api, template("'containers': [{'name': 'a', '$patch': 'bogus'}]"))
                        .expect(500));
        add(
                "an unknown $patch of an object is an error of the server",
                api -> send(api, "{'spec': {'strategy': {'$patch': 'bogus'}}}").expect(500));
        add(
                "an item that $setElementOrder does not name is an error of the server",
                api -> send(
                                api,
                                template("'$setElementOrder/containers': [{'name': 'a'}], 'containers': [{'name': 'c',"
                                        + " 'image': 'c'}]"))
                        .expect(500));
    }

    private static String template(String spec) {
        return "{'spec': {'template': {'spec': {" + spec + "}}}}";
    }

    private static String path(Contract api) {
        return "/apis/apps/v1/namespaces/" + api.namespace() + "/deployments";
    }

    private static Reply make(Contract api) {
        return api.post(path(api), DEPLOYMENT.formatted(api.unique("deployment")))
                .expect(201);
    }

    private static Reply patched(Contract api, String patch) {
        return send(api, patch).expect(200);
    }

    /** Sends the patch, with dryRun, and lets the object go. */
    private static Reply send(Contract api, String patch) {
        String name = make(api).name();
        Reply answer = api.patch(path(api) + "/" + name + "?dryRun=All", Contract.STRATEGIC, patch);
        api.patch(path(api) + "/" + name, Contract.MERGE, "{'metadata': {'finalizers': null}}")
                .expect(200);
        api.delete(path(api) + "/" + name).expect(200);
        return answer;
    }
}
