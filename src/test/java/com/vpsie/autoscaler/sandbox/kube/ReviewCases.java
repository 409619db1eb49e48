package com.vpsie.autoscaler.sandbox.kube;

import static com.vpsie.autoscaler.sandbox.kube.Rights.IDENTITY;
import static com.vpsie.autoscaler.sandbox.kube.Rights.REVIEWS;
import static com.vpsie.autoscaler.sandbox.kube.Rights.allowed;
import static com.vpsie.autoscaler.sandbox.kube.Rights.awaitCode;
import static com.vpsie.autoscaler.sandbox.kube.Rights.grant;
import static com.vpsie.autoscaler.sandbox.kube.Rights.message;
import static com.vpsie.autoscaler.sandbox.kube.Rights.rule;
import static com.vpsie.autoscaler.sandbox.kube.Rights.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;
import java.util.ArrayList;
import java.util.List;

/** The reviews that say who may do what. */
final class ReviewCases extends Cases {
    private static final String SELF = REVIEWS + "/selfsubjectaccessreviews";
    private static final String OTHERS = REVIEWS + "/subjectaccessreviews";
    private static final String RULES = REVIEWS + "/selfsubjectrulesreviews";
    private static final String TOKENS = IDENTITY + "/tokenreviews";
    private static final String LIST_MAPS = "'resourceAttributes': {'verb': 'list', 'resource': 'configmaps'}";

    ReviewCases() {
        super("reviews");
        ofAccess();
        ofRules();
    }

    private static String spec(String content) {
        return "{'spec': {" + content + "}}";
    }

    private void ofAccess() {
        add("a review says no without a reason", api -> {
            Reply review = api.as("nobody").post(SELF, spec(LIST_MAPS)).expect(201);
            assertThat(review.at("/status").toString()).isEqualTo("{\"allowed\":false}");
            assertThat(review.at("/kind").asText()).isEqualTo("SelfSubjectAccessReview");
            assertThat(review.at("/spec/resourceAttributes/verb").asText()).isEqualTo("list");
        });
        add("a path may be asked for", api -> {
            Contract nobody = api.as("nobody");
            Reply review = nobody.post(SELF, spec("'nonResourceAttributes': {'verb': 'get', 'path': '/version'}"));
            assertThat(allowed(review)).isTrue();
            assertThat(review.at("/status/reason").asText()).contains("ClusterRoleBinding", "system:");
            assertThat(allowed(nobody.post(SELF, spec("'nonResourceAttributes': {'verb': 'get', 'path': '/metrics'}"))))
                    .isFalse();
        });
        add(
                "a review of nothing is 422",
                api -> assertThat(message(api.post(SELF, spec("")).expect(422, "Invalid")))
                        .contains("exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        add(
                "a review of a path and a resource is 422",
                api -> assertThat(message(api.post(
                                        SELF,
                                        spec(LIST_MAPS + ", 'nonResourceAttributes': {'verb': 'get', 'path': '/'}"))
                                .expect(422, "Invalid")))
                        .contains("cannot be specified in combination with resourceAttributes"));
        add(
                "a review with a name is 422",
                api -> assertThat(message(api.post(SELF, "{'metadata': {'name': 'x'}, 'spec': {" + LIST_MAPS + "}}")
                                .expect(422, "Invalid")))
                        .endsWith("must be empty"));
        add(
                "a review of another kind is 400",
                api -> api.post(SELF, "{'kind': 'Pod', 'apiVersion': 'v1', 'spec': {" + LIST_MAPS + "}}")
                        .expect(400, "BadRequest"));
        add("reviews are only asked", api -> {
            api.get(SELF).expect(405, "MethodNotAllowed");
            api.get(TOKENS).expect(405, "MethodNotAllowed");
        });
        add(
                "asking about others is a right",
                api -> assertThat(message(api.as("nobody")
                                .post(OTHERS, spec("'user': 'anna', " + LIST_MAPS))
                                .expect(403)))
                        .startsWith("subjectaccessreviews.authorization.k8s.io is forbidden: User \"nobody\" cannot"
                                + " create resource"));
        add("a review of another goes by name and groups", api -> {
            grant(api, "{'kind': 'Group', 'name': 'team-r'}", rule("''", "'configmaps'", "'list'"));
            String here = LIST_MAPS.replace("}", ", 'namespace': '" + api.namespace() + "'}");
            Await.until(
                    "allowed", () -> allowed(api.post(OTHERS, spec("'user': 'anna', 'groups': ['team-r'], " + here))));
            assertThat(allowed(api.post(OTHERS, spec("'user': 'anna', " + here))))
                    .isFalse();
            assertThat(allowed(api.post(OTHERS, spec("'groups': ['team-r'], " + here))))
                    .isTrue();
        });
        add("masters may do everything", api -> {
            Reply review = api.post(OTHERS, spec("'user': 'x', 'groups': ['system:masters'], " + LIST_MAPS));
            assertThat(allowed(review)).isTrue();
        });
        add(
                "a review of nobody is 422",
                api -> assertThat(message(api.post(OTHERS, spec(LIST_MAPS)).expect(422, "Invalid")))
                        .contains("at least one of user or group must be specified"));
        add("a local review is about its own namespace", api -> {
            String local = REVIEWS + "/namespaces/" + api.namespace() + "/localsubjectaccessreviews";
            String here = LIST_MAPS.replace("}", ", 'namespace': '" + api.namespace() + "'}");
            assertThat(allowed(api.post(local, spec("'user': 'nobody', " + here))))
                    .isFalse();
            assertThat(message(api.post(local, spec("'user': 'nobody', " + here.replace(api.namespace(), "other")))
                            .expect(422, "Invalid")))
                    .contains("must match metadata.namespace");
        });
    }

    private void ofRules() {
        add("one's rules in a namespace are listed", api -> {
            grant(api, user("lister"), rule("''", "'configmaps'", "'get', 'list'"));
            Contract lister = api.as("lister");
            awaitCode(200, "list", () -> lister.get(api.configMaps()));
            Reply review = lister.post(RULES, spec("'namespace': '" + api.namespace() + "'"))
                    .expect(201);
            List<String> rules = new ArrayList<>();
            review.at("/status/resourceRules").forEach(rule -> rules.add(rule.toString()));
            assertThat(rules)
                    .contains("{\"verbs\":[\"get\",\"list\"],\"apiGroups\":[\"\"],\"resources\":[\"configmaps\"]}");
            assertThat(rules.toString()).contains("selfsubjectaccessreviews");
            assertThat(review.at("/status/nonResourceRules").toString()).contains("/healthz");
            assertThat(review.at("/status/incomplete").asBoolean(true)).isFalse();
        });
        add(
                "rules without a namespace are 400",
                api -> assertThat(message(api.post(RULES, spec("")).expect(400, "BadRequest")))
                        .isEqualTo("no namespace on request"));
    }
}
