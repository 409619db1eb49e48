package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Rights.allowed;
import static com.vpsie.autoscaler.sandbox.kube.Rights.awaitCode;
import static com.vpsie.autoscaler.sandbox.kube.Rights.bind;
import static com.vpsie.autoscaler.sandbox.kube.Rights.bindings;
import static com.vpsie.autoscaler.sandbox.kube.Rights.canI;
import static com.vpsie.autoscaler.sandbox.kube.Rights.grant;
import static com.vpsie.autoscaler.sandbox.kube.Rights.message;
import static com.vpsie.autoscaler.sandbox.kube.Rights.roles;
import static com.vpsie.autoscaler.sandbox.kube.Rights.rule;
import static com.vpsie.autoscaler.sandbox.kube.Rights.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** What may stand in a role and in a binding, and who may put it there. */
final class RoleCases extends Cases {
    RoleCases() {
        super("roles");
        escalation();
        validation();
    }

    private void escalation() {
        String managing = rule("'rbac.authorization.k8s.io'", "'roles', 'rolebindings'", "'create', 'update', 'patch'");
        add("nobody puts into a role what they do not have", api -> {
            grant(api, user("giver"), managing + ", " + rule("''", "'configmaps'", "'get'"));
            Contract giver = api.as("giver", "team-g");
            awaitCode(
                    201,
                    "create",
                    () -> giver.post(
                            roles(api),
                            "{'metadata': {'name': '" + api.unique("own") + "'}, 'rules': ["
                                    + rule("''", "'configmaps'", "'get'") + "]}"));
            Reply refused = giver.post(
                            roles(api),
                            "{'metadata': {'name': 'more'}, 'rules': [" + rule("''", "'secrets'", "'get', 'list'")
                                    + "]}")
                    .expect(403, "Forbidden");
            assertThat(message(refused))
                    .isEqualTo(
                            "roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"giver\" (groups=[\"team-g\""
                                    + " \"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
                                    + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"list\"]}");
        });
        add("nobody binds a role that has more than they do", api -> {
            grant(api, user("binder"), managing);
            awaitCode(
                    201,
                    "create",
                    () -> api.as("binder")
                            .post(roles(api), "{'metadata': {'name': '" + api.unique("own") + "'}, 'rules': []}"));
            Reply refused = bind(api.as("binder"), "more", "ClusterRole", "cluster-admin", user("binder"))
                    .expect(403, "Forbidden");
            assertThat(message(refused))
                    .contains("{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n"
                            + "{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}");
        });
        add("who may bind a role need not have it", api -> {
            grant(
                    api,
                    user("delegate"),
                    managing + ", {'apiGroups': ['rbac.authorization.k8s.io'], 'resources': ['clusterroles'],"
                            + " 'resourceNames': ['view'], 'verbs': ['bind']}");
            Contract delegate = api.as("delegate");
            awaitCode(201, "binding", () -> bind(delegate, api.unique("given"), "ClusterRole", "view", user("x")));
            bind(delegate, "given", "ClusterRole", "edit", user("x")).expect(403);
        });
        add("a patch that adds a right is looked at like a new role", api -> {
            String name = grant(api, user("patcher"), managing);
            awaitCode(
                    200,
                    "patch",
                    () -> api.as("patcher")
                            .patch(roles(api) + "/" + name, Contract.MERGE, "{'metadata': {'labels': {'a': 'b'}}}"));
            api.as("patcher")
                    .patch(roles(api) + "/" + name, Contract.MERGE, "{'rules': [" + rule("'*'", "'*'", "'*'") + "]}")
                    .expect(403, "Forbidden");
        });
    }

    private void validation() {
        add(
                "a rule without verbs is 422",
                api -> assertThat(message(role(api, "{'apiGroups': [''], 'resources': ['pods']}")
                                .expect(422, "Invalid")))
                        .endsWith("rules[0].verbs: Required value: verbs must contain at least one value"));
        add(
                "a rule without groups is 422",
                api -> assertThat(message(role(api, "{'resources': ['pods'], 'verbs': ['get']}")
                                .expect(422, "Invalid")))
                        .endsWith(
                                "rules[0].apiGroups: Required value: resource rules must supply at least one api group"));
        add(
                "a Role grants no paths",
                api -> assertThat(message(role(api, "{'nonResourceURLs': ['/x'], 'verbs': ['get']}")
                                .expect(422, "Invalid")))
                        .endsWith("namespaced rules cannot apply to non-resource URLs"));
        add("what a binding binds to cannot be changed", api -> {
            String name = grant(api, user("x"), rule("''", "'pods'", "'get'"));
            Reply refused = api.patch(bindings(api) + "/" + name, Contract.MERGE, "{'roleRef': {'name': 'other'}}")
                    .expect(422, "Invalid");
            assertThat(message(refused)).endsWith("cannot change roleRef");
        });
        add("a subject of an unknown kind is 422", api -> {
            Reply refused = bind(api, "b", "Role", "r", "{'kind': 'Robot', 'name': 'x'}")
                    .expect(422, "Invalid");
            assertThat(message(refused))
                    .endsWith("subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\","
                            + " \"User\", \"Group\"");
        });
        add("the group of a roleRef and of users is filled in", api -> {
            String name = grant(api, user("x"), rule("''", "'pods'", "'get'"));
            Reply stored = api.get(bindings(api) + "/" + name).expect(200);
            assertThat(stored.at("/roleRef/apiGroup").asText()).isEqualTo("rbac.authorization.k8s.io");
            assertThat(stored.at("/subjects/0/apiGroup").asText()).isEqualTo("rbac.authorization.k8s.io");
        });
        add("names of roles may hold colons, no slashes", api -> {
            api.post(roles(api), "{'metadata': {'name': 'a:" + api.unique("b") + "'}}")
                    .expect(201);
            api.post(roles(api), "{'metadata': {'name': 'a/b'}}").expect(422, "Invalid");
        });
        add("a review of one's own right tells which binding grants it", api -> {
            String name = grant(api, user("asker"), rule("''", "'configmaps'", "'list'"));
            String wanted = "'verb': 'list', 'resource': 'configmaps', 'namespace': '" + api.namespace() + "'";
            Await.until("allowed", () -> allowed(canI(api.as("asker"), wanted)));
            assertThat(canI(api.as("asker"), wanted).at("/status/reason").asText())
                    .isEqualTo("RBAC: allowed by RoleBinding \"" + name + "/" + api.namespace() + "\" of Role \"" + name
                            + "\" to User \"asker\"");
            assertThat(allowed(canI(api.as("asker"), wanted.replace("list", "get"))))
                    .isFalse();
        });
    }

    private static Reply role(Contract api, String rule) {
        return api.post(roles(api), "{'metadata': {'name': 'r'}, 'rules': [" + rule + "]}");
    }
}
