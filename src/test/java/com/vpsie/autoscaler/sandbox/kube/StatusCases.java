package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** The status subresource. */
final class StatusCases extends Cases {
    StatusCases() {
        super("status");
        add("a create drops the status", api -> {
            Reply made = api.post(
                            api.widgets(),
                            "{'apiVersion': 'contract.example.com/v1', 'kind': 'Widget', 'metadata': {'name': '"
                                    + api.unique("widget") + "'}, 'spec': {'size': 1}, 'status': {'ready': 3}}")
                    .expect(201);
            assertThat(made.body().has("status")).isFalse();
        });
        add("an update of the status keeps spec and labels", api -> {
            ObjectNode object = api.newWidget("'labels': {'a': 'b'}").object();
            object.putObject("status").put("ready", 1);
            ((ObjectNode) object.get("spec")).put("size", 9);
            ((ObjectNode) object.get("metadata")).remove("labels");
            Reply written = api.put(status(api, object), object).expect(200);
            assertThat(written.at("/status/ready").asInt()).isEqualTo(1);
            assertThat(written.at("/spec/size").asInt()).isEqualTo(1);
            assertThat(written.at("/metadata/labels/a").asText()).isEqualTo("b");
            assertThat(written.at("/metadata/generation").asInt()).isEqualTo(1);
        });
        add("an update of the object keeps the status", api -> {
            ObjectNode object = withStatus(api);
            object.putObject("status").put("ready", 99);
            ((ObjectNode) object.get("spec")).put("size", 2);
            Reply written = api.put(main(api, object), object).expect(200);
            assertThat(written.at("/status/ready").asInt()).isEqualTo(1);
            assertThat(written.at("/spec/size").asInt()).isEqualTo(2);
        });
        add("an update of the object without status keeps the status", api -> {
            ObjectNode object = withStatus(api);
            object.remove("status");
            ((ObjectNode) object.get("spec")).put("size", 2);
            assertThat(api.put(main(api, object), object)
                            .expect(200)
                            .at("/status/ready")
                            .asInt())
                    .isEqualTo(1);
        });
        add("an update of the status without status removes it", api -> {
            ObjectNode object = withStatus(api);
            object.remove("status");
            assertThat(api.put(status(api, object), object).expect(200).body().has("status"))
                    .isFalse();
        });
        compareAndSet();
        patches();
        builtins();
    }

    private static String main(Contract api, ObjectNode object) {
        return api.widgets() + "/" + object.at("/metadata/name").asText();
    }

    private static String status(Contract api, ObjectNode object) {
        return main(api, object) + "/status";
    }

    private static ObjectNode withStatus(Contract api) {
        ObjectNode object = api.newWidget("").object();
        object.putObject("status").put("ready", 1);
        return api.put(status(api, object), object).expect(200).object();
    }

    private void compareAndSet() {
        add("an old version of the status is Conflict", api -> {
            ObjectNode object = api.newWidget("").object();
            object.putObject("status").put("ready", 1);
            api.put(status(api, object), object).expect(200);
            object.putObject("status").put("ready", 2);
            api.put(status(api, object), object).expect(409, "Conflict");
        });
        add("a status without a version is 422", api -> {
            ObjectNode object = api.newWidget("").object();
            object.putObject("status").put("ready", 1);
            ((ObjectNode) object.get("metadata")).remove("resourceVersion");
            api.put(status(api, object), object).expect(422, "Invalid");
        });
        add("a status with another uid is Conflict", api -> {
            ObjectNode object = api.newWidget("").object();
            object.putObject("status").put("ready", 1);
            ((ObjectNode) object.get("metadata")).put("uid", "11111111-2222-4333-8444-555555555555");
            api.put(status(api, object), object).expect(409, "Conflict");
        });
        add("an identical status keeps the version", api -> {
            ObjectNode object = withStatus(api);
            assertThat(api.put(status(api, object), object).expect(200).version())
                    .isEqualTo(object.at("/metadata/resourceVersion").asText());
        });
        add("the status of a missing object is NotFound", api -> {
            ObjectNode object = api.newWidget("").object();
            api.delete(main(api, object)).expect(200);
            api.put(status(api, object), object).expect(404, "NotFound");
        });
    }

    private void patches() {
        add("a patch of the status keeps the spec", api -> {
            Reply made = api.newWidget("");
            Reply patched = api.patch(
                            api.widgets() + "/" + made.name() + "/status",
                            Contract.MERGE,
                            "{'spec': {'size': 5}, 'status': {'ready': 4}}")
                    .expect(200);
            assertThat(patched.at("/status/ready").asInt()).isEqualTo(4);
            assertThat(patched.at("/spec/size").asInt()).isEqualTo(1);
        });
        add(
                "a uid in a patch of the status does not protect",
                api -> api.patch(
                                status(api, withStatus(api)),
                                Contract.MERGE,
                                "{'metadata': {'uid': '11111111-2222-4333-8444-555555555555'}, 'status': {'ready': 3}}")
                        .expect(200));
        add("a patch of the object keeps the status", api -> {
            ObjectNode object = withStatus(api);
            Reply patched = api.patch(main(api, object), Contract.MERGE, "{'status': {'ready': 4}}")
                    .expect(200);
            assertThat(patched.at("/status/ready").asInt()).isEqualTo(1);
        });
        add("a patch of the status with an old version is Conflict", api -> {
            ObjectNode object = withStatus(api);
            api.patch(status(api, object), Contract.MERGE, "{'status': {'ready': 2}}")
                    .expect(200);
            api.patch(
                            status(api, object),
                            Contract.MERGE,
                            "{'metadata': {'resourceVersion': '"
                                    + object.at("/metadata/resourceVersion").asText() + "'}, 'status': {'ready': 3}}")
                    .expect(409, "Conflict");
        });
    }

    private void builtins() {
        add("a kind without the subresource has none", api -> {
            Reply made = api.newConfigMap("1");
            api.get(api.configMaps() + "/" + made.name() + "/status").expect(404);
        });
        add("a created Node keeps its status, an updated one too", api -> {
            String name = api.unique("node");
            ObjectNode node = api.post(
                            "/api/v1/nodes",
                            "{'metadata': {'name': '" + name
                                    + "'}, 'status': {'conditions': [{'type': 'Ready', 'status': 'True'}]}}")
                    .expect(201)
                    .object();
            assertThat(node.at("/status/conditions/0/status").asText()).isEqualTo("True");
            node.remove("status");
            ((ObjectNode) node.get("metadata")).remove("resourceVersion");
            node.putObject("spec").put("unschedulable", true);
            Reply changed = api.put("/api/v1/nodes/" + name, node).expect(200);
            assertThat(changed.at("/spec/unschedulable").asBoolean()).isTrue();
            assertThat(changed.at("/status/conditions/0/status").asText()).isEqualTo("True");
            api.delete("/api/v1/nodes/" + name).expect(200);
        });
    }
}
