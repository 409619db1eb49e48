package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Rights.IDENTITY;
import static com.vpsie.autoscaler.sandbox.kube.Rights.awaitCode;
import static com.vpsie.autoscaler.sandbox.kube.Rights.grant;
import static com.vpsie.autoscaler.sandbox.kube.Rights.message;
import static com.vpsie.autoscaler.sandbox.kube.Rights.rule;
import static com.vpsie.autoscaler.sandbox.kube.Rights.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** Who somebody is, by token or by posing. */
final class IdentityCases extends Cases {
    private static final String TOKENS = IDENTITY + "/tokenreviews";
    private static final String WHOAMI = IDENTITY + "/selfsubjectreviews";

    IdentityCases() {
        super("identity");
        ofIdentity();
        tokens();
        posing();
    }

    private static String spec(String content) {
        return "{'spec': {" + content + "}}";
    }

    private static List<String> texts(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(item -> found.add(item.asText()));
        return found;
    }

    private void ofIdentity() {
        add("everybody may ask who they are", api -> {
            Reply review = api.as("anna", "team-a").post(WHOAMI, "{}").expect(201);
            assertThat(review.at("/status/userInfo/username").asText()).isEqualTo("anna");
            assertThat(texts(review.at("/status/userInfo/groups"))).containsExactly("team-a", "system:authenticated");
        });
        add("who comes without a token is anonymous, and may read the version alone", api -> {
            try (Contract anonymous = api.withToken("")) {
                assertThat(message(anonymous.get("/api/v1/nodes").expect(403)))
                        .startsWith("nodes is forbidden: User \"system:anonymous\" cannot list");
                anonymous.get("/version").expect(200);
                anonymous.get("/api").expect(403);
                anonymous.post(WHOAMI, "{}").expect(403);
            }
        });
        add("a token that nobody knows is 401", api -> {
            try (Contract stranger = api.withToken("wrong")) {
                stranger.get("/version").expect(401, "Unauthorized");
            }
        });
    }

    private static String accounts(Contract api) {
        return "/api/v1/namespaces/" + api.namespace() + "/serviceaccounts";
    }

    private static String newAccount(Contract api) {
        String name = api.unique("robot");
        api.post(accounts(api), "{'metadata': {'name': '" + name + "'}}").expect(201);
        return name;
    }

    private static String newToken(Contract api, String account) {
        return api.post(accounts(api) + "/" + account + "/token", "{'spec': {}}")
                .expect(201)
                .at("/status/token")
                .asText();
    }

    private void tokens() {
        add("a ServiceAccount's token is asked for and says who it is", api -> {
            String robot = newAccount(api);
            String name = "system:serviceaccount:" + api.namespace() + ":" + robot;
            try (Contract bearer = api.withToken(newToken(api, robot))) {
                JsonNode who = bearer.post(WHOAMI, "{}").expect(201).at("/status/userInfo");
                assertThat(who.path("username").asText()).isEqualTo(name);
                assertThat(who.path("uid").asText())
                        .isEqualTo(api.get(accounts(api) + "/" + robot).uid());
                assertThat(texts(who.path("groups")))
                        .containsExactly(
                                "system:serviceaccounts",
                                "system:serviceaccounts:" + api.namespace(),
                                "system:authenticated");
                assertThat(who.at("/extra/authentication.kubernetes.io~1credential-id/0")
                                .asText())
                        .startsWith("JTI=");
            }
        });
        add("a ServiceAccount has what is bound to it", api -> {
            String robot = newAccount(api);
            grant(
                    api,
                    "{'kind': 'ServiceAccount', 'name': '" + robot + "', 'namespace': '" + api.namespace() + "'}",
                    rule("''", "'configmaps'", "'list'"));
            try (Contract bearer = api.withToken(newToken(api, robot))) {
                awaitCode(200, "list", () -> bearer.get(api.configMaps()));
                assertThat(message(bearer.get("/api/v1/nodes").expect(403)))
                        .contains("User \"system:serviceaccount:" + api.namespace() + ":" + robot + "\"");
            }
        });
        add("a token ends with its ServiceAccount", api -> {
            String robot = newAccount(api);
            try (Contract bearer = api.withToken(newToken(api, robot))) {
                bearer.get("/api").expect(200);
                api.delete(accounts(api) + "/" + robot).expect(200);
                awaitCode(401, "the token", () -> bearer.get("/api"));
            }
        });
        add("the answer to a request for a token has audience and end", api -> {
            String robot = newAccount(api);
            Reply made = api.post(accounts(api) + "/" + robot + "/token", "{'spec': {'expirationSeconds': 900}}")
                    .expect(201);
            assertThat(made.at("/kind").asText()).isEqualTo("TokenRequest");
            assertThat(made.name()).isEqualTo(robot);
            assertThat(made.at("/spec/expirationSeconds").asInt()).isEqualTo(900);
            assertThat(made.at("/spec/audiences")).hasSize(1);
            assertThat(made.at("/status/expirationTimestamp").asText()).endsWith("Z");
            assertThat(made.at("/status/token").asText().split("\\.")).hasSize(3);
        });
        add(
                "a token of less than ten minutes is 422",
                api -> assertThat(message(api.post(
                                        accounts(api) + "/" + newAccount(api) + "/token",
                                        "{'spec': {'expirationSeconds': 60}}")
                                .expect(422, "Invalid")))
                        .endsWith("may not specify a duration less than 10 minutes"));
        add(
                "a token of an account that is not there is 404",
                api -> api.post(accounts(api) + "/none/token", "{'spec': {}}").expect(404, "NotFound"));
        add(
                "asking for a token is a right to the subresource",
                api -> assertThat(message(api.as("nobody")
                                .post(accounts(api) + "/x/token", "{'spec': {}}")
                                .expect(403)))
                        .contains("cannot create resource \"serviceaccounts/token\""));
        add("a token for another audience does not open the API", api -> {
            String robot = newAccount(api);
            String vault = api.post(accounts(api) + "/" + robot + "/token", "{'spec': {'audiences': ['vault']}}")
                    .expect(201)
                    .at("/status/token")
                    .asText();
            try (Contract bearer = api.withToken(vault)) {
                bearer.get("/api").expect(401);
            }
            Reply review = api.post(TOKENS, spec("'token': '" + vault + "', 'audiences': ['vault', 'other']"))
                    .expect(201);
            assertThat(texts(review.at("/status/audiences"))).containsExactly("vault");
        });
        add("a review of a token says whose it is", api -> {
            String robot = newAccount(api);
            Reply review = api.post(TOKENS, spec("'token': '" + newToken(api, robot) + "'"))
                    .expect(201);
            assertThat(review.at("/status/authenticated").asBoolean()).isTrue();
            assertThat(review.at("/status/user/username").asText()).endsWith(":" + robot);
            assertThat(review.at("/status/audiences")).hasSize(1);
        });
        add("a review of a wrong token is an answer, not a refusal", api -> {
            Reply review = api.post(TOKENS, spec("'token': 'wrong'")).expect(201);
            assertThat(review.at("/status/authenticated").asBoolean()).isFalse();
            assertThat(review.at("/status/error").asText()).isEqualTo("invalid bearer token");
        });
        add("a review without a token is 400", api -> api.post(TOKENS, spec("")).expect(400, "BadRequest"));
    }

    private void posing() {
        add("posing as somebody is a right", api -> {
            try (Contract bearer = api.withToken(newToken(api, newAccount(api)))) {
                bearer.as("boss").get(api.configMaps()).expect(403, "Forbidden");
            }
        });
        add("who may pose as one user may not pose as another", api -> {
            String robot = newAccount(api);
            String role = api.namespace() + ":pose";
            String kind = Rights.RBAC + "/clusterroles";
            api.post(
                            kind,
                            "{'metadata': {'name': '" + role
                                    + "'}, 'rules': [{'apiGroups': [''], 'resources': ['users'],"
                                    + " 'resourceNames': ['boss'], 'verbs': ['impersonate']}]}")
                    .expect(201);
            String bindings = Rights.RBAC + "/clusterrolebindings";
            api.post(
                            bindings,
                            "{'metadata': {'name': '" + role + "'}, 'roleRef': {'kind': 'ClusterRole', 'name': '" + role
                                    + "'}, 'subjects': [{'kind': 'ServiceAccount', 'name': '" + robot
                                    + "', 'namespace': '" + api.namespace() + "'}]}")
                    .expect(201);
            try (Contract bearer = api.withToken(newToken(api, robot))) {
                awaitCode(201, "posing", () -> bearer.as("boss").post(WHOAMI, "{}"));
                assertThat(bearer.as("boss")
                                .post(WHOAMI, "{}")
                                .at("/status/userInfo/username")
                                .asText())
                        .isEqualTo("boss");
                bearer.as("chief").post(WHOAMI, "{}").expect(403);
                bearer.as("boss", "system:masters").post(WHOAMI, "{}").expect(403);
            }
            api.delete(bindings + "/" + role).expect(200);
            api.delete(kind + "/" + role).expect(200);
        });
        add("who poses as a ServiceAccount is in its groups", api -> {
            Reply review = api.as("system:serviceaccount:" + api.namespace() + ":x")
                    .post(WHOAMI, "{}")
                    .expect(201);
            assertThat(texts(review.at("/status/userInfo/groups")))
                    .contains("system:serviceaccounts:" + api.namespace(), "system:authenticated");
        });
        add("who poses has the rights of the other alone", api -> {
            grant(api, user("little"), rule("''", "'configmaps'", "'list'"));
            awaitCode(200, "list", () -> api.as("little").get(api.configMaps()));
            api.as("little").get("/api/v1/nodes").expect(403);
        });
    }
}
