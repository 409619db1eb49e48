package com.vpsie.autoscaler.permission;

import java.util.List;

/**
 * What the ServiceAccount must be allowed to do. {@code kube/base/rbac.yaml} grants the same, and a test holds the two
 * together. Immutable.
 *
 * @param group API group, empty for the core
 * @param resource plural, with the subresource after a slash
 * @param scope where
 * @param name which object, where one is enough
 */
public record Permission(String group, String resource, Scope scope, Name name, List<String> verbs) {
    private static final String OURS = "autoscaler.vpsie.com";
    private static final String LEASES = "coordination.k8s.io";

    /** Where a permission is needed. */
    public enum Scope {
        ELECTION_NAMESPACE,
        SECRET_NAMESPACE,
        CLUSTER
    }

    /** Which object a permission is about. */
    public enum Name {
        ANY,
        /** The Lease that is raced for. */
        LEASE,
        /** The Lease of the first product of this name, looked at once: two products must not lead side by side. */
        LEASE_OF_SEED,
        /** The same of the Go controller. */
        LEASE_OF_GO,
        /** The Secret with the access to VPSie. */
        SECRET,
        /** The AutoscalerConfig that counts. */
        CONFIG,
        /** The namespace of the Lease. */
        ELECTION_NAMESPACE
    }

    /** Everything the running product does, and {@code vpsie-autoscaler check} with its token. */
    public static final List<Permission> NEEDED = List.of(
            // the name of an object to be created is not known to whoever grants it
            of(LEASES, "leases", Scope.ELECTION_NAMESPACE, Name.ANY, "create"),
            of(LEASES, "leases", Scope.ELECTION_NAMESPACE, Name.LEASE, "get", "watch", "update"),
            of(LEASES, "leases", Scope.ELECTION_NAMESPACE, Name.LEASE_OF_SEED, "get"),
            of(LEASES, "leases", Scope.ELECTION_NAMESPACE, Name.LEASE_OF_GO, "get"),
            of("", "namespaces", Scope.ELECTION_NAMESPACE, Name.ELECTION_NAMESPACE, "get"),
            of("", "secrets", Scope.SECRET_NAMESPACE, Name.SECRET, "get", "list", "watch"),
            of(OURS, "autoscalerconfigs", Scope.CLUSTER, Name.CONFIG, "get"),
            of(OURS, "nodegroups", Scope.CLUSTER, Name.ANY, "get", "list", "watch", "update"),
            of(OURS, "nodegroups/status", Scope.CLUSTER, Name.ANY, "update"),
            of(OURS, "vpsienodes", Scope.CLUSTER, Name.ANY, "get", "list", "watch", "create", "update", "delete"),
            of(OURS, "vpsienodes/status", Scope.CLUSTER, Name.ANY, "update"),
            of("", "nodes", Scope.CLUSTER, Name.ANY, "get", "list", "watch", "patch", "delete"),
            of("", "pods", Scope.CLUSTER, Name.ANY, "list"),
            of("", "pods/eviction", Scope.CLUSTER, Name.ANY, "create"),
            of("", "events", Scope.CLUSTER, Name.ANY, "create"));

    private static Permission of(String group, String resource, Scope scope, Name name, String... verbs) {
        return new Permission(group, resource, scope, name, List.of(verbs));
    }

    /** {@code nodegroups.autoscaler.vpsie.com/status}. */
    public String title() {
        if (group.isEmpty()) {
            return resource;
        }
        String[] parts = resource.split("/", 2);
        return parts[0] + "." + group + (parts.length > 1 ? "/" + parts[1] : "");
    }
}
