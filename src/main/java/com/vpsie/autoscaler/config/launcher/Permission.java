package com.vpsie.autoscaler.config.launcher;

import java.util.List;

/**
 * What the ServiceAccount must be allowed to do.
 *
 * @param group API group, empty for the core
 * @param resource plural, with the subresource after a slash
 * @param scope where
 */
record Permission(String group, String resource, Scope scope, List<String> verbs) {
    private static final String OURS = "autoscaler.vpsie.com";

    enum Scope {
        ELECTION_NAMESPACE,
        SECRET_NAMESPACE,
        CLUSTER
    }

    /** Everything the running product does. */
    static final List<Permission> NEEDED = List.of(
            of("coordination.k8s.io", "leases", Scope.ELECTION_NAMESPACE, "get", "list", "watch", "create", "update"),
            of("", "secrets", Scope.SECRET_NAMESPACE, "get", "list", "watch"),
            of(OURS, "nodegroups", Scope.CLUSTER, "get", "list", "watch", "update"),
            of(OURS, "nodegroups/status", Scope.CLUSTER, "update"),
            of(OURS, "vpsienodes", Scope.CLUSTER, "get", "list", "watch", "create", "update", "delete"),
            of(OURS, "vpsienodes/status", Scope.CLUSTER, "update"),
            of("", "nodes", Scope.CLUSTER, "get", "list", "watch", "delete"),
            of("", "events", Scope.CLUSTER, "create"));

    private static Permission of(String group, String resource, Scope scope, String... verbs) {
        return new Permission(group, resource, scope, List.of(verbs));
    }

    String name() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
