package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Owners of the fields of built-in kinds, and the way from client-side to server-side apply. */
final class ApplyBuiltinCases extends Cases {
    ApplyBuiltinCases() {
        super("owners in built-in kinds");
        builtinKinds();
        clientSideApply();
    }

    private void builtinKinds() {
        add("a ConfigMap's data belong to who applied them, key by key", api -> {
            String name = api.unique("map");
            Reply made = map(api, name, "one", "{'a': '1', 'b': '1'}").expect(201);
            Owners.expect(made, "one Apply", "{'f:data': {'f:a': {}, 'f:b': {}}}");
            Owners.expectConflicts(map(api, name, "two", "{'a': '2'}"), "\"one\"", ".data.a");
            map(api, name, "two", "{'c': '3'}").expect(200);
            Reply less = map(api, name, "one", "{'b': '1'}").expect(200);
            assertThat(less.at("/data")).isEqualTo(Owners.json("{'b': '1', 'c': '3'}"));
        });
        add("managedFields of a built-in kind with one empty entry are forgotten", api -> {
            String map = api.configMaps() + "/" + api.newConfigMap("1").name();
            Reply bare = api.patch(map, Contract.MERGE, "{'metadata': {'managedFields': [{}]}}")
                    .expect(200);
            assertThat(bare.at("/metadata").has("managedFields")).isFalse();
        });
        add("a Lease can be applied", api -> {
            String name = api.unique("lease");
            String path = api.leases() + "/" + name + "?fieldManager=one";
            String lease = "{'apiVersion': 'coordination.k8s.io/v1', 'kind': 'Lease', 'metadata': {'name': '" + name
                    + "'}, 'spec': {'holderIdentity': 'h', 'leaseDurationSeconds': 15}}";
            Owners.expect(
                    api.patch(path, Gadgets.APPLY, lease).expect(201),
                    "one Apply",
                    "{'f:spec': {'f:holderIdentity': {}, 'f:leaseDurationSeconds': {}}}");
            Owners.expectConflicts(
                    api.patch(path.replace("one", "two"), Gadgets.APPLY, lease.replace("'h'", "'i'")),
                    "\"one\"",
                    ".spec.holderIdentity");
        });
        add("who creates a Lease owns its fields, but not the spec itself", api -> {
            Reply made = api.post(
                            api.leases() + "?fieldManager=maker",
                            "{'metadata': {'name': '" + api.unique("lease") + "'}, 'spec': {'holderIdentity': 'h'}}")
                    .expect(201);
            Owners.expect(made, "maker Update", "{'f:spec': {'f:holderIdentity': {}}}");
        });
        add("who creates a ConfigMap owns its data", api -> {
            Reply made = api.post(
                            api.configMaps() + "?fieldManager=maker",
                            "{'metadata': {'name': '" + api.unique("map")
                                    + "', 'labels': {'a': 'b'}}, 'data': {'k': 'v'}}")
                    .expect(201);
            Owners.expect(
                    made,
                    "maker Update",
                    "{'f:data': {'.': {}, 'f:k': {}}, 'f:metadata': {'f:labels': {'.': {}, 'f:a': {}}}}");
        });
        add("who creates an Event owns its object as a whole", api -> {
            Reply made = api.post(
                            "/api/v1/namespaces/" + api.namespace() + "/events?fieldManager=maker",
                            "{'metadata': {'name': '" + api.unique("event") + "'}, 'involvedObject': {'kind': 'Pod',"
                                    + " 'name': 'x', 'namespace': '" + api.namespace()
                                    + "'}, 'reason': 'r', 'message': 'm', 'type': 'Normal',"
                                    + " 'source': {'component': 'c'}}")
                    .expect(201);
            Owners.expect(
                    made,
                    "maker Update",
                    "{'f:involvedObject': {}, 'f:message': {}, 'f:reason': {}, 'f:source': {'f:component': {}},"
                            + " 'f:type': {}}");
        });
        add("who creates a Pod owns what it says, container by container", api -> {
            Reply made = api.post(
                            "/api/v1/namespaces/" + api.namespace() + "/pods?fieldManager=maker",
                            "{'metadata': {'name': '" + api.unique("pod") + "'}, 'spec': {'nodeSelector': {'a': 'b'},"
                                    + " 'containers': [{'name': 'c', 'image': 'i'}]}}")
                    .expect(201);
            JsonNode fields = Owners.fields(made, "maker Update");
            assertThat(fields.at("/f:spec/f:nodeSelector")).isEqualTo(Owners.json("{}"));
            assertThat(fields.at("/f:spec/f:containers").has(".")).isFalse();
            JsonNode container = fields.at("/f:spec/f:containers/k:{\"name\":\"c\"}");
            assertThat(container.path(".").isObject()).isTrue();
            assertThat(container.has("f:image")).isTrue();
            assertThat(fields.has("f:status")).isFalse();
        });
        add("taints of a node are owned as a whole, conditions one by one", api -> {
            String name = api.unique(api.namespace() + "-node");
            Reply made = api.post(
                            "/api/v1/nodes?fieldManager=maker",
                            "{'metadata': {'name': '" + name
                                    + "', 'labels': {'a': 'b'}}, 'spec': {'taints': [{'key': 'k',"
                                    + " 'effect': 'NoSchedule'}]}, 'status': {'capacity': {'cpu': '1'}}}")
                    .expect(201);
            Owners.expect(
                    made,
                    "maker Update",
                    "{'f:metadata': {'f:labels': {'.': {}, 'f:a': {}}}, 'f:spec': {'f:taints': {}}}");
            Reply ready = api.patch(
                            "/api/v1/nodes/" + name + "/status?fieldManager=kubelet",
                            Contract.MERGE,
                            "{'status': {'conditions': [{'type': 'Ready', 'status': 'True', 'lastHeartbeatTime':"
                                    + " '2026-01-01T00:00:00Z', 'lastTransitionTime': '2026-01-01T00:00:00Z'}]}}")
                    .expect(200);
            assertThat(Owners.fields(ready, "kubelet Update status").at("/f:status/f:conditions"))
                    .isEqualTo(
                            Owners.json("{'.': {}, 'k:{\\'type\\':\\'Ready\\'}': {'.': {}, 'f:lastHeartbeatTime': {},"
                                    + " 'f:lastTransitionTime': {}, 'f:status': {}, 'f:type': {}}}"));
            api.delete("/api/v1/nodes/" + name).expect(200);
        });
    }

    private void clientSideApply() {
        add("kubectl's server-side apply takes over what its client-side apply wrote", api -> {
            String name = clientSide(api);
            Reply taken = map(api, name, "kubectl", "{'a': '2'}").expect(200);
            assertThat(taken.at("/data")).isEqualTo(Owners.json("{'a': '2'}"));
            assertThat(Owners.fields(taken, "kubectl Apply")).isEqualTo(Owners.json("{'f:data': {'f:a': {}}}"));
            String kept = taken.at("/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration")
                    .asText();
            assertThat(Owners.json(kept).at("/data/a").asText()).isEqualTo("2");
        });
        add("another manager does not take over what a client-side apply wrote", api -> {
            String name = clientSide(api);
            Owners.expectConflicts(
                    map(api, name, "other", "{'a': '2'}"), "\"kubectl-client-side-apply\" using v1", ".data.a");
        });
        add("what was changed since the client-side apply is still a conflict", api -> {
            String name = clientSide(api);
            api.patch(api.configMaps() + "/" + name + "?fieldManager=hand", Contract.MERGE, "{'data': {'a': '9'}}")
                    .expect(200);
            Owners.expectConflicts(map(api, name, "kubectl", "{'a': '2'}"), "\"hand\" using v1", ".data.a");
        });
    }

    private static String clientSide(Contract api) {
        String name = api.unique("map");
        String applied = "{\\'apiVersion\\':\\'v1\\',\\'kind\\':\\'ConfigMap\\',\\'metadata\\':{\\'name\\':\\'" + name
                + "\\'},\\'data\\':{\\'a\\':\\'1\\'}}";
        api.post(
                        api.configMaps() + "?fieldManager=kubectl-client-side-apply",
                        "{'metadata': {'name': '" + name
                                + "', 'annotations': {'kubectl.kubernetes.io/last-applied-configuration': '" + applied
                                + "'}}, 'data': {'a': '1'}}")
                .expect(201);
        return name;
    }

    private static Reply map(Contract api, String name, String manager, String data) {
        return api.patch(
                api.configMaps() + "/" + name + "?fieldManager=" + manager,
                Gadgets.APPLY,
                "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '" + name + "'}, 'data': " + data
                        + "}");
    }
}
