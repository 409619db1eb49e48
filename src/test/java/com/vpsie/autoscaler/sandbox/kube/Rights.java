package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.Contract.Reply;

/** Roles and bindings of the contract's cases, and the reviews that ask for them. */
final class Rights {
    static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    static final String REVIEWS = "/apis/authorization.k8s.io/v1";
    static final String IDENTITY = "/apis/authentication.k8s.io/v1";

    private Rights() {}

    static String roles(Contract api) {
        return RBAC + "/namespaces/" + api.namespace() + "/roles";
    }

    static String bindings(Contract api) {
        return RBAC + "/namespaces/" + api.namespace() + "/rolebindings";
    }

    /** A rule about resources; each argument a list in single quotes. */
    static String rule(String groups, String resources, String verbs) {
        return "{'apiGroups': [" + groups + "], 'resources': [" + resources + "], 'verbs': [" + verbs + "]}";
    }

    static String user(String name) {
        return "{'kind': 'User', 'name': '" + name + "'}";
    }

    /** Makes a Role and binds it to the subject; both have the name that is answered. */
    static String grant(Contract api, String subject, String rules) {
        String name = api.unique("right");
        api.post(roles(api), "{'metadata': {'name': '" + name + "'}, 'rules': [" + rules + "]}")
                .expect(201);
        bind(api, name, "Role", name, subject).expect(201);
        return name;
    }

    static Reply bind(Contract api, String name, String kind, String role, String subject) {
        return api.post(
                bindings(api),
                "{'metadata': {'name': '" + name + "'}, 'roleRef': {'kind': '" + kind + "', 'name': '" + role
                        + "'}, 'subjects': [" + subject + "]}");
    }

    /** Waits until a right that was just granted is known. */
    static void awaitCode(int code, String what, java.util.function.Supplier<Reply> request) {
        Await.until(what + " is answered with " + code, () -> request.get().code() == code);
    }

    /** @param attributes of the resource, in single quotes */
    static Reply canI(Contract somebody, String attributes) {
        return somebody.post(
                REVIEWS + "/selfsubjectaccessreviews", "{'spec': {'resourceAttributes': {" + attributes + "}}}");
    }

    static boolean allowed(Reply review) {
        return review.expect(201).at("/status/allowed").asBoolean();
    }

    static String message(Reply reply) {
        return reply.at("/message").asText();
    }
}
