package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** CRDs, discovery, Secrets, pods, reviews. */
final class OtherCases extends Cases {
    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    OtherCases() {
        super("kinds");
        definitions();
        discovery();
        subresources();
        add("stringData of a Secret becomes data", api -> {
            Reply made = api.post(
                            secrets(api),
                            "{'metadata': {'name': '" + api.unique("secret") + "'}, 'stringData': {'token': 'abc'}}")
                    .expect(201);
            assertThat(made.at("/data/token").asText()).isEqualTo("YWJj");
            assertThat(made.body().has("stringData")).isFalse();
            assertThat(made.at("/type").asText()).isEqualTo("Opaque");
        });
        add(
                "data of a Secret that is no base64 is 400",
                api -> api.post(
                                secrets(api),
                                "{'metadata': {'name': '" + api.unique("secret") + "'}, 'data': {'token': 'a b'}}")
                        .expect(400, "BadRequest"));
        add("an access review allows what the user may do", api -> {
            Reply review = api.post(
                            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                            "{'apiVersion': 'authorization.k8s.io/v1', 'kind': 'SelfSubjectAccessReview', 'spec':"
                                    + " {'resourceAttributes': {'verb': 'update', 'group': 'coordination.k8s.io',"
                                    + " 'resource': 'leases', 'namespace': 'kube-system'}}}")
                    .expect(201);
            assertThat(review.at("/status/allowed").asBoolean()).isTrue();
        });
        add("an eviction of a pod that runs nowhere removes it", api -> {
            String pod = api.unique("pod");
            newPod(api, pod);
            String path = "/api/v1/namespaces/" + api.namespace() + "/pods/" + pod;
            api.post(
                            path + "/eviction",
                            "{'apiVersion': 'policy/v1', 'kind': 'Eviction', 'metadata': {'name': '" + pod + "'}}")
                    .expect(201);
            api.get(path).expect(404);
        });
        add(
                "an eviction of a missing pod is NotFound",
                api -> api.post(
                                "/api/v1/namespaces/" + api.namespace() + "/pods/not-there/eviction",
                                "{'apiVersion': 'policy/v1', 'kind': 'Eviction', 'metadata': {'name': 'not-there'}}")
                        .expect(404));
        add("a new pod is Pending", api -> {
            Reply pod = newPod(api, api.unique("pod"));
            assertThat(pod.at("/status/phase").asText()).isEqualTo("Pending");
        });
        add(
                "a new namespace is Active",
                api -> assertThat(api.get("/api/v1/namespaces/" + api.namespace())
                                .expect(200)
                                .at("/status/phase")
                                .asText())
                        .isEqualTo("Active"));
        add(
                "the namespaces of every cluster are there",
                api -> assertThat(api.get("/api/v1/namespaces").expect(200).itemNames())
                        .contains("default", "kube-system", "kube-public", "kube-node-lease"));
    }

    private static String secrets(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/secrets";
    }

    static Reply newPod(Contract api, String name) {
        return api.post(
                        "/api/v1/namespaces/" + api.namespace() + "/pods",
                        "{'metadata': {'name': '" + name
                                + "'}, 'spec': {'containers': [{'name': 'c', 'image': 'example.com/c'}]}}")
                .expect(201);
    }

    private void definitions() {
        add("a definition is established and its kind served", api -> {
            Reply definition = api.get(CRDS + "/widgets.contract.example.com").expect(200);
            List<String> established = new ArrayList<>();
            for (JsonNode condition : definition.at("/status/conditions")) {
                if (condition.path("status").asText().equals("True")) {
                    established.add(condition.path("type").asText());
                }
            }
            assertThat(established).contains("Established", "NamesAccepted");
            assertThat(definition.at("/status/acceptedNames/kind").asText()).isEqualTo("Widget");
        });
        add(
                "a definition whose name does not fit is 422",
                api -> api.post(
                                CRDS,
                                Widgets.definition("things", "Thing").replace("things.contract", "other.contract"))
                        .expect(422, "Invalid"));
        add("a definition can be deleted with its objects", api -> {
            api.post(CRDS, Widgets.definition("things", "Thing")).expect(201);
            String things = "/apis/contract.example.com/v1/namespaces/" + api.namespace() + "/things";
            Await.until("things are served", () -> api.get(things).code() == 200);
            api.post(things, "{'apiVersion': 'contract.example.com/v1', 'kind': 'Thing', 'metadata': {'name': 'a'}}")
                    .expect(201);
            api.delete(CRDS + "/things.contract.example.com").expect(200);
            Await.until(
                    "the definition is gone",
                    () -> api.get(CRDS + "/things.contract.example.com").code() == 404);
            Await.until("things are no longer served", () -> api.get(things).code() == 404);
        });
    }

    private void discovery() {
        add(
                "the version is told",
                api -> assertThat(api.get("/version").expect(200).at("/major").asText())
                        .isEqualTo("1"));
        add(
                "readiness is told",
                api -> assertThat(api.get("/readyz").expect(200).at("/text").asText())
                        .isEqualTo("ok"));
        add("groups are listed", api -> {
            JsonNode groups = api.get("/apis").expect(200).at("/groups");
            assertThat(StreamSupport.stream(groups.spliterator(), false)
                            .map(group -> group.path("name").asText()))
                    .contains("coordination.k8s.io", "apiextensions.k8s.io", "contract.example.com");
        });
        add("resources of a group are listed, the status too", api -> {
            JsonNode resources =
                    api.get("/apis/contract.example.com/v1").expect(200).at("/resources");
            assertThat(StreamSupport.stream(resources.spliterator(), false)
                            .map(resource -> resource.path("name").asText()))
                    .contains("widgets", "widgets/status");
            assertThat(resources.get(0).path("verbs").toString()).contains("watch");
        });
        add("the OpenAPI index leads to a document that says how a kind is patched", api -> {
            Reply index = api.get("/openapi/v3").expect(200);
            String address = index.at("/paths")
                    .path("apis/coordination.k8s.io/v1")
                    .path("serverRelativeURL")
                    .asText();
            JsonNode patch = api.get(address)
                    .expect(200)
                    .at("/paths")
                    .path("/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}")
                    .path("patch");
            assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asText())
                    .isEqualTo("Lease");
            assertThat(patch.path("parameters").toString()).contains("fieldValidation");
        });
        add("the core group lists pods and evictions", api -> {
            JsonNode resources = api.get("/api/v1").expect(200).at("/resources");
            assertThat(StreamSupport.stream(resources.spliterator(), false)
                            .map(resource -> resource.path("name").asText()))
                    .contains("pods", "pods/eviction", "nodes", "nodes/status", "secrets");
        });
    }

    private void subresources() {
        add("an unknown subresource of a custom kind is answered as if the object were not there", api -> {
            String name = api.newWidget("").name();
            String message = api.get(api.widgets() + "/" + name + "/scale")
                    .expect(404, "NotFound")
                    .at("/message")
                    .asText();
            assertThat(message).isEqualTo("widgets.contract.example.com \"" + name + "\" not found");
        });
        add("an unknown subresource of a built-in kind is not found, and says nothing of the object", api -> {
            String name = api.newConfigMap("1").name();
            String message = api.get(api.configMaps() + "/" + name + "/scale")
                    .expect(404, "NotFound")
                    .at("/message")
                    .asText();
            assertThat(message).isEqualTo("the server could not find the requested resource");
        });
        add("a JSON patch that cannot be done is refused without telling why", api -> {
            String name = api.newConfigMap("1").name();
            String message = api.patch(
                            api.configMaps() + "/" + name,
                            Contract.JSON_PATCH,
                            "[{'op': 'test', 'path': '/data/key', 'value': '2'}]")
                    .expect(422, "Invalid")
                    .at("/message")
                    .asText();
            assertThat(message).isEqualTo("the server rejected our request due to an error in our request");
        });
    }
}
