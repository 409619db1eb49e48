package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Rights.awaitCode;
import static com.vpsie.autoscaler.sandbox.kube.Rights.bind;
import static com.vpsie.autoscaler.sandbox.kube.Rights.bindings;
import static com.vpsie.autoscaler.sandbox.kube.Rights.grant;
import static com.vpsie.autoscaler.sandbox.kube.Rights.message;
import static com.vpsie.autoscaler.sandbox.kube.Rights.roles;
import static com.vpsie.autoscaler.sandbox.kube.Rights.rule;
import static com.vpsie.autoscaler.sandbox.kube.Rights.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What roles grant, and how a refusal reads. */
final class AccessCases extends Cases {
    AccessCases() {
        super("access");
        refusals();
        grants();
        bindingsOfRoles();
    }

    private static String pods(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/pods";
    }

    private void refusals() {
        add("who has no right to list is told user, verb, resource, group and namespace", api -> {
            Reply refused = api.as("nobody").get(pods(api)).expect(403, "Forbidden");
            assertThat(message(refused))
                    .isEqualTo("pods is forbidden: User \"nobody\" cannot list resource \"pods\" in API group \"\" in"
                            + " the namespace \"" + api.namespace() + "\"");
            assertThat(refused.at("/details/kind").asText()).isEqualTo("pods");
            assertThat(refused.at("/details").has("name")).isFalse();
        });
        add("a refusal about one object names it, and its group", api -> {
            Reply refused = api.as("nobody").get(api.leases() + "/x").expect(403, "Forbidden");
            assertThat(message(refused))
                    .startsWith("leases.coordination.k8s.io \"x\" is forbidden: User \"nobody\" cannot get resource"
                            + " \"leases\" in API group \"coordination.k8s.io\" in the namespace");
            assertThat(refused.at("/details/name").asText()).isEqualTo("x");
            assertThat(refused.at("/details/group").asText()).isEqualTo("coordination.k8s.io");
        });
        add(
                "a refusal of a cluster-scoped kind says so",
                api -> assertThat(message(api.as("nobody").get("/api/v1/nodes").expect(403)))
                        .endsWith("cannot list resource \"nodes\" in API group \"\" at the cluster scope"));
        add(
                "a list over all namespaces needs a right at the cluster scope",
                api -> assertThat(message(api.as("nobody").get("/api/v1/pods").expect(403)))
                        .endsWith("at the cluster scope"));
        add(
                "a refusal of a subresource names it after a slash",
                api -> assertThat(message(api.as("nobody")
                                .post(pods(api) + "/x/eviction", "{'metadata': {'name': 'x'}}")
                                .expect(403)))
                        .contains("cannot create resource \"pods/eviction\" in API group \"\""));
        add(
                "a refused watch is refused before the stream begins",
                api -> assertThat(message(api.as("nobody")
                                .get(pods(api) + "?watch=true&timeoutSeconds=1")
                                .expect(403)))
                        .contains("cannot watch resource"));
        add(
                "a kind that nobody serves is refused before it is not found",
                api -> assertThat(message(api.as("nobody")
                                .get("/apis/none.example.com/v1/namespaces/x/things")
                                .expect(403)))
                        .startsWith("things.none.example.com is forbidden"));
        add(
                "a Namespace is in itself",
                api -> assertThat(message(api.as("nobody")
                                .get("/api/v1/namespaces/" + api.namespace())
                                .expect(403)))
                        .endsWith("in the namespace \"" + api.namespace() + "\""));
        add("a path that is no resource is refused by its name", api -> {
            Reply refused = api.as("nobody").get("/metrics").expect(403, "Forbidden");
            assertThat(message(refused)).isEqualTo("forbidden: User \"nobody\" cannot get path \"/metrics\"");
        });
        add("a refused write changes nothing", api -> {
            Reply made = api.newConfigMap("1");
            api.as("nobody").delete(api.configMaps() + "/" + made.name()).expect(403);
            api.as("nobody")
                    .patch(api.configMaps() + "/" + made.name(), Contract.MERGE, "{'data': {'key': '2'}}")
                    .expect(403);
            assertThat(api.get(api.configMaps() + "/" + made.name()).version()).isEqualTo(made.version());
        });
        add("deleting a collection is a right of its own", api -> {
            String name = grant(api, user("sweeper"), rule("''", "'configmaps'", "'list', 'delete'"));
            awaitCode(200, name, () -> api.as("sweeper").get(api.configMaps()));
            assertThat(message(api.as("sweeper").delete(api.configMaps()).expect(403)))
                    .contains("cannot deletecollection resource \"configmaps\"");
        });
        add("everybody who is known may read discovery and the version", api -> {
            Contract nobody = api.as("nobody");
            nobody.get("/api").expect(200);
            nobody.get("/apis").expect(200);
            nobody.get("/version").expect(200);
            nobody.get("/healthz").expect(200);
        });
    }

    private void grants() {
        add("a role grants what it names and nothing else", api -> {
            grant(api, user("reader"), rule("''", "'configmaps'", "'get'"));
            Reply made = api.newConfigMap("1");
            Contract reader = api.as("reader");
            awaitCode(200, "get", () -> reader.get(api.configMaps() + "/" + made.name()));
            reader.get(api.configMaps()).expect(403);
            reader.get("/api/v1/namespaces/" + api.namespace() + "/secrets/x").expect(403);
            reader.get("/api/v1/namespaces/default/configmaps/x").expect(403);
        });
        add("asterisks grant every verb, group and resource of the namespace", api -> {
            grant(api, user("owner"), rule("'*'", "'*'", "'*'"));
            Contract owner = api.as("owner");
            awaitCode(404, "get", () -> owner.get(api.leases() + "/none"));
            owner.get(pods(api) + "/none/status").expect(404);
            owner.get("/api/v1/nodes").expect(403);
        });
        add("a right to a resource is none to its subresource, nor the other way", api -> {
            grant(api, user("main"), rule("'contract.example.com'", "'widgets'", "'get', 'update', 'patch'"));
            grant(api, user("status"), rule("'contract.example.com'", "'widgets/status'", "'patch'"));
            Reply widget = api.newWidget("");
            String path = api.widgets() + "/" + widget.name();
            awaitCode(200, "get", () -> api.as("main").get(path));
            api.as("main")
                    .patch(path + "/status", Contract.MERGE, "{'status': {'a': 1}}")
                    .expect(403);
            awaitCode(
                    200,
                    "patch of the status",
                    () -> api.as("status").patch(path + "/status", Contract.MERGE, "{'status': {'a': 1}}"));
            api.as("status")
                    .patch(path, Contract.MERGE, "{'spec': {'size': 2}}")
                    .expect(403);
        });
        add("an asterisk and a subresource is that subresource of every kind", api -> {
            grant(api, user("statuses"), rule("'*'", "'*/status'", "'get'"));
            Contract statuses = api.as("statuses");
            awaitCode(404, "status", () -> statuses.get(pods(api) + "/none/status"));
            statuses.get(pods(api) + "/none").expect(403);
        });
        add("a right to one name is none to others, to lists or to creation", api -> {
            grant(
                    api,
                    user("single"),
                    "{'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': ['mine'], 'verbs': ['*']}");
            Contract single = api.as("single");
            awaitCode(404, "get", () -> single.get(api.configMaps() + "/mine"));
            single.get(api.configMaps() + "/other").expect(403);
            single.get(api.configMaps()).expect(403);
            single.post(api.configMaps(), "{'metadata': {'name': 'mine'}}").expect(403);
        });
        add("a right to one name is enough for a list and a watch of that name", api -> {
            grant(
                    api,
                    user("watcher"),
                    "{'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': ['mine'],"
                            + " 'verbs': ['list', 'watch']}");
            Contract watcher = api.as("watcher");
            awaitCode(200, "list", () -> watcher.get(api.configMaps() + "?fieldSelector=metadata.name%3Dmine"));
            watcher.get(api.configMaps() + "?fieldSelector=metadata.name%3Dmine&watch=true&timeoutSeconds=1")
                    .expect(200);
            watcher.get(api.configMaps() + "?fieldSelector=metadata.name%3Dother")
                    .expect(403);
            watcher.get(api.configMaps() + "?fieldSelector=metadata.name!%3Dmine")
                    .expect(403);
        });
        add("a right that is taken away is gone", api -> {
            String name = grant(api, user("leaver"), rule("''", "'configmaps'", "'list'"));
            awaitCode(200, "list", () -> api.as("leaver").get(api.configMaps()));
            api.delete(bindings(api) + "/" + name).expect(200);
            awaitCode(403, "list", () -> api.as("leaver").get(api.configMaps()));
        });
        add("a verb taken out of a role is refused", api -> {
            String name = grant(api, user("waner"), rule("''", "'configmaps'", "'list', 'get'"));
            awaitCode(404, "get", () -> api.as("waner").get(api.configMaps() + "/none"));
            api.patch(
                            roles(api) + "/" + name,
                            Contract.MERGE,
                            "{'rules': [" + rule("''", "'configmaps'", "'list'") + "]}")
                    .expect(200);
            awaitCode(403, "get", () -> api.as("waner").get(api.configMaps() + "/none"));
            api.as("waner").get(api.configMaps()).expect(200);
        });
    }

    private void bindingsOfRoles() {
        add("a group has what is bound to it", api -> {
            grant(api, "{'kind': 'Group', 'name': 'team-x'}", rule("''", "'configmaps'", "'list'"));
            awaitCode(200, "list", () -> api.as("anybody", "team-x").get(api.configMaps()));
            api.as("anybody", "team-y").get(api.configMaps()).expect(403);
            api.as("team-x").get(api.configMaps()).expect(403);
        });
        add("a ClusterRole bound in a namespace holds there only", api -> {
            bind(api, api.unique("right"), "ClusterRole", "cluster-admin", user("local-admin"))
                    .expect(201);
            Contract admin = api.as("local-admin");
            awaitCode(200, "list", () -> admin.get(api.configMaps()));
            admin.get("/api/v1/namespaces/default/configmaps").expect(403);
            admin.get("/api/v1/nodes").expect(403);
        });
        add("view reads most things, and no Secrets", api -> {
            bind(api, api.unique("right"), "ClusterRole", "view", user("viewer"))
                    .expect(201);
            Contract viewer = api.as("viewer");
            awaitCode(200, "list", () -> viewer.get(pods(api)));
            viewer.get("/api/v1/namespaces/" + api.namespace() + "/secrets").expect(403);
            viewer.post(api.configMaps(), "{'metadata': {'name': 'a'}}").expect(403);
        });
        add("edit writes most things, and no roles", api -> {
            bind(api, api.unique("right"), "ClusterRole", "edit", user("editor"))
                    .expect(201);
            Contract editor = api.as("editor");
            awaitCode(200, "list", () -> editor.get("/api/v1/namespaces/" + api.namespace() + "/secrets"));
            editor.post(api.configMaps(), "{'metadata': {'name': '" + api.unique("map") + "'}}")
                    .expect(201);
            editor.get(roles(api)).expect(403);
        });
        add("admin reads roles of its namespace", api -> {
            bind(api, api.unique("right"), "ClusterRole", "admin", user("chief"))
                    .expect(201);
            awaitCode(200, "list", () -> api.as("chief").get(roles(api)));
        });
        add("an aggregated ClusterRole has the rules of those it selects", api -> {
            String label = "contract.example.com/" + api.namespace();
            String sum = api.namespace() + ":sum";
            String part = api.namespace() + ":part";
            String clusterRoles = Rights.RBAC + "/clusterroles";
            api.post(
                            clusterRoles,
                            "{'metadata': {'name': '" + sum + "'}, 'aggregationRule': {'clusterRoleSelectors':"
                                    + " [{'matchLabels': {'" + label + "': 'yes'}}]}}")
                    .expect(201);
            api.post(
                            clusterRoles,
                            "{'metadata': {'name': '" + part + "', 'labels': {'" + label + "': 'yes'}}, 'rules': ["
                                    + rule("''", "'configmaps'", "'list'") + "]}")
                    .expect(201);
            bind(api, api.unique("right"), "ClusterRole", sum, user("summer")).expect(201);
            awaitCode(200, "list", () -> api.as("summer").get(api.configMaps()));
            assertThat(api.get(clusterRoles + "/" + sum)
                            .at("/rules/0/resources/0")
                            .asText())
                    .isEqualTo("configmaps");
            api.delete(clusterRoles + "/" + part).expect(200);
            awaitCode(403, "list", () -> api.as("summer").get(api.configMaps()));
            api.delete(clusterRoles + "/" + sum).expect(200);
        });
        add("a binding to a role that is not there grants nothing, and refusals say so", api -> {
            bind(api, api.unique("right"), "Role", "absent", user("dangler")).expect(201);
            Await.until(
                    "the binding is seen",
                    () -> message(api.as("dangler").get(api.configMaps()))
                            .endsWith("RBAC: role.rbac.authorization.k8s.io \"absent\" not found"));
        });
    }
}
