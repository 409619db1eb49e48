package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the API tells of itself: resources, verbs, short names, schemas; and what it has no answer to. */
final class DiscoveryCases extends Cases {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String EVERYTHING = "create delete deletecollection get list patch update watch";
    private static final String PART = "get patch update";

    DiscoveryCases() {
        super("discovery");
        resource("/api/v1", "pods", "Pod", EVERYTHING, "po", "all");
        resource("/api/v1", "pods/status", "Pod", PART, "", "");
        resource("/api/v1", "pods/log", "Pod", "get", "", "");
        resource("/api/v1", "pods/eviction", "Eviction", "create", "", "");
        resource("/api/v1", "nodes", "Node", EVERYTHING, "no", "");
        resource("/api/v1", "namespaces", "Namespace", EVERYTHING.replace("deletecollection ", ""), "ns", "");
        resource("/api/v1", "configmaps", "ConfigMap", EVERYTHING, "cm", "");
        resource("/api/v1", "secrets", "Secret", EVERYTHING, "", "");
        resource("/api/v1", "events", "Event", EVERYTHING, "ev", "");
        resource("/api/v1", "services", "Service", EVERYTHING, "svc", "all");
        resource("/api/v1", "serviceaccounts", "ServiceAccount", EVERYTHING, "sa", "");
        resource("/apis/apps/v1", "deployments", "Deployment", EVERYTHING, "deploy", "all");
        resource("/apis/batch/v1", "jobs", "Job", EVERYTHING, "", "all");
        resource("/apis/coordination.k8s.io/v1", "leases", "Lease", EVERYTHING, "", "");
        resource("/apis/policy/v1", "poddisruptionbudgets", "PodDisruptionBudget", EVERYTHING, "pdb", "");
        resource("/apis/rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole", EVERYTHING, "", "");
        resource(
                "/apis/apiextensions.k8s.io/v1",
                "customresourcedefinitions",
                "CustomResourceDefinition",
                EVERYTHING,
                "crd crds",
                "api-extensions");
        resource(
                "/apis/contract.example.com/v1",
                "widgets",
                "Widget",
                "delete deletecollection get list patch create update watch",
                "",
                "");
        resource("/apis/contract.example.com/v1", "widgets/status", "Widget", PART, "", "");
        aggregated();
        openApi();
        refused();
    }

    private void resource(
            String groupVersion, String name, String kind, String verbs, String shortNames, String categories) {
        add(name + " of " + groupVersion + " is listed with all its details", api -> {
            JsonNode resource = find(api.get(groupVersion).expect(200).at("/resources"), "name", name);
            assertThat(resource.path("kind").asText()).isEqualTo(kind);
            assertThat(words(resource.path("verbs"))).isEqualTo(verbs);
            assertThat(words(resource.path("shortNames"))).isEqualTo(shortNames);
            assertThat(words(resource.path("categories"))).isEqualTo(categories);
            assertThat(resource.path("singularName").asText())
                    .isEqualTo(name.contains("/") ? "" : kind.toLowerCase(Locale.ROOT));
        });
    }

    private void aggregated() {
        add("all groups can be read at once", api -> {
            Reply groups = api.getAs("/apis", AGGREGATED).expect(200);
            assertThat(groups.at("/kind").asText()).isEqualTo("APIGroupDiscoveryList");
            assertThat(groups.at("/apiVersion").asText()).isEqualTo("apidiscovery.k8s.io/v2");
            JsonNode group = MissingNode.getInstance();
            for (JsonNode one : groups.at("/items")) {
                group = one.at("/metadata/name").asText().equals("policy") ? one : group;
            }
            assertThat(group.at("/versions/0/version").asText()).isEqualTo("v1");
            assertThat(group.at("/versions/0/freshness").asText()).isEqualTo("Current");
            JsonNode budgets = find(group.at("/versions/0/resources"), "resource", "poddisruptionbudgets");
            assertThat(budgets.at("/responseKind/kind").asText()).isEqualTo("PodDisruptionBudget");
            assertThat(budgets.path("scope").asText()).isEqualTo("Namespaced");
            assertThat(words(budgets.path("shortNames"))).isEqualTo("pdb");
            assertThat(find(budgets.path("subresources"), "subresource", "status")
                            .isObject())
                    .isTrue();
        });
        add(
                "a plain list of groups is given when that is all the client takes",
                api -> assertThat(api.getAs("/apis", "application/json")
                                .expect(200)
                                .at("/kind")
                                .asText())
                        .isEqualTo("APIGroupList"));
        add("the core group can be read at once", api -> {
            Reply core = api.getAs("/api", AGGREGATED).expect(200);
            JsonNode pods = find(core.at("/items/0/versions/0/resources"), "resource", "pods");
            assertThat(pods.path("singularResource").asText()).isEqualTo("pod");
            assertThat(words(pods.path("categories"))).isEqualTo("all");
            JsonNode nodes = find(core.at("/items/0/versions/0/resources"), "resource", "nodes");
            assertThat(nodes.path("scope").asText()).isEqualTo("Cluster");
        });
    }

    private void openApi() {
        add("the index of schemas names a document for each group version", api -> {
            awaitSchemas(api);
            JsonNode paths = api.get("/openapi/v3").expect(200).at("/paths");
            for (String path : List.of("api/v1", "apis/apps/v1", "apis/contract.example.com/v1")) {
                assertThat(paths.path(path).path("serverRelativeURL").asText())
                        .startsWith("/openapi/v3/" + path + "?hash=");
            }
        });
        add("the schema of a built-in kind has its fields and what they refer to", api -> {
            JsonNode schemas = api.get("/openapi/v3/apis/coordination.k8s.io/v1")
                    .expect(200)
                    .at("/components/schemas");
            JsonNode lease = schemas.path("io.k8s.api.coordination.v1.Lease");
            assertThat(lease.at("/x-kubernetes-group-version-kind/0/kind").asText())
                    .isEqualTo("Lease");
            assertThat(schemas.path("io.k8s.api.coordination.v1.LeaseSpec")
                            .at("/properties/leaseDurationSeconds/format")
                            .asText())
                    .isEqualTo("int32");
            assertThat(schemas.path("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")
                            .at("/properties/labels/additionalProperties/type")
                            .asText())
                    .isEqualTo("string");
        });
        add("the schema of a custom kind has what every object has, too", api -> {
            awaitSchemas(api);
            JsonNode schemas = api.get("/openapi/v3/apis/contract.example.com/v1")
                    .expect(200)
                    .at("/components/schemas");
            JsonNode widget = schemas.path("com.example.contract.v1.Widget");
            assertThat(widget.at("/properties/apiVersion/type").asText()).isEqualTo("string");
            assertThat(widget.at("/properties/metadata/allOf/0/$ref").asText()).endsWith(".ObjectMeta");
            assertThat(widget.at("/properties/spec/x-kubernetes-preserve-unknown-fields")
                            .asBoolean())
                    .isTrue();
            assertThat(widget.at("/x-kubernetes-group-version-kind/0/group").asText())
                    .isEqualTo("contract.example.com");
        });
        add("a patch of a kind can be asked to validate fields", api -> {
            awaitSchemas(api);
            JsonNode paths = api.get("/openapi/v3/apis/contract.example.com/v1")
                    .expect(200)
                    .at("/paths");
            JsonNode patch = paths.path("/apis/contract.example.com/v1/namespaces/{namespace}/widgets/{name}")
                    .path("patch");
            assertThat(patch.path("x-kubernetes-group-version-kind")
                            .path("kind")
                            .asText())
                    .isEqualTo("Widget");
            assertThat(find(patch.path("parameters"), "name", "fieldValidation").isObject())
                    .isTrue();
        });
        add(
                "there is no schema of a group that is not served",
                api -> api.get("/openapi/v3/apis/none.example.com/v1").expect(404));
    }

    /** A real server publishes the schemas of a definition a moment after it serves its kind. */
    private static void awaitSchemas(Contract api) {
        Await.until(
                "the schemas of widgets are there",
                () -> api.get("/openapi/v3/apis/contract.example.com/v1")
                        .at("/components/schemas")
                        .has("com.example.contract.v1.Widget"));
    }

    private void refused() {
        for (String path : List.of(
                "/api/v1/namespaces/NS/pods/x/bogus",
                "/api/v1/namespaces/NS/configmaps/x/scale",
                "/apis/coordination.k8s.io/v1/namespaces/NS/leases/x/scale",
                "/apis/contract.example.com/v1/namespaces/NS/widgets/x/scale")) {
            add(
                    "what is below nothing served is NotFound: " + path.replace("/namespaces/NS", ""),
                    api -> api.get(path.replace("NS", api.namespace())).expect(404, "NotFound"));
        }
        add("a pod on no node has no log yet", api -> {
            String pods = "/api/v1/namespaces/" + api.namespace() + "/pods";
            Reply pod = pod(api, "{'name': 'c', 'image': 'x'}");
            assertThat(api.text(pods + "/" + pod.name() + "/log")).isEqualTo("204 ");
        });
        add(
                "the log of a pod that is not there is NotFound",
                api -> api.get("/api/v1/namespaces/" + api.namespace() + "/pods/not-there/log")
                        .expect(404, "NotFound"));
        add("the log of one of two containers must name it", api -> {
            Reply pod = pod(api, "{'name': 'c', 'image': 'x'}, {'name': 'd', 'image': 'x'}");
            String path = "/api/v1/namespaces/" + api.namespace() + "/pods/" + pod.name() + "/log";
            assertThat(api.get(path).expect(400, "BadRequest").at("/message").asText())
                    .isEqualTo("a container name must be specified for pod " + pod.name() + ", choose one of: [c d]");
            assertThat(api.get(path + "?container=x")
                            .expect(400, "BadRequest")
                            .at("/message")
                            .asText())
                    .isEqualTo("container x is not valid for pod " + pod.name());
        });
    }

    private static Reply pod(Contract api, String containers) {
        return api.post(
                        "/api/v1/namespaces/" + api.namespace() + "/pods",
                        "{'metadata': {'name': '" + api.unique("pod")
                                + "'}, 'spec': {'schedulerName': 'none', 'containers': [" + containers + "]}}")
                .expect(201);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        for (JsonNode one : list) {
            if (one.path(field).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("no " + field + " " + value + " in " + list);
    }

    private static String words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(one -> words.add(one.asText()));
        return String.join(" ", words);
    }
}
