package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All roles and bindings as they were at one version of the store. Immutable. */
final class RoleTable {
    private final Map<String, List<PolicyRule>> rules = new HashMap<>();
    private final List<ObjectNode> clusterBindings;
    private final List<ObjectNode> bindings;

    private RoleTable(ObjectStore store) {
        for (ResourceKind kind : List.of(BuiltinKinds.ROLE, BuiltinKinds.CLUSTER_ROLE)) {
            all(store, kind)
                    .forEach(role -> rules.put(
                            key(kind.kind(), Meta.namespace(role), Meta.name(role)),
                            PolicyRule.all(role.path("rules"))));
        }
        this.clusterBindings = all(store, BuiltinKinds.CLUSTER_ROLE_BINDING);
        this.bindings = all(store, BuiltinKinds.ROLE_BINDING);
    }

    private static List<ObjectNode> all(ObjectStore store, ResourceKind kind) {
        return store.list(kind, "", Selector.ALL, 0, "").items();
    }

    private static String key(String kind, String namespace, String name) {
        return kind + "/" + namespace + "/" + name;
    }

    List<ObjectNode> clusterBindings() {
        return clusterBindings;
    }

    List<ObjectNode> bindings(String namespace) {
        return bindings.stream()
                .filter(binding -> Meta.namespace(binding).equals(namespace))
                .toList();
    }

    /** The rules a {@code roleRef} of a binding in this namespace leads to; empty when the role is not there. */
    Optional<List<PolicyRule>> rules(JsonNode roleRef, String namespace) {
        String kind = roleRef.path("kind").asText();
        boolean inNamespace = kind.equals(BuiltinKinds.ROLE.kind());
        return Optional.ofNullable(rules.get(
                key(kind, inNamespace ? namespace : "", roleRef.path("name").asText())));
    }

    /** Reads the table again when the store has changed. Safe for any thread. */
    static final class Cache {
        private record Read(long version, RoleTable table) {}

        private final ObjectStore store;
        private volatile Read last;

        Cache(ObjectStore store) {
            this.store = store;
            this.last = read();
        }

        private Read read() {
            long version = store.version(); // before the lists: what they miss is then read again
            return new Read(version, new RoleTable(store));
        }

        RoleTable now() {
            Read current = last;
            if (current.version() != store.version()) {
                current = read();
                last = current;
            }
            return current.table();
        }
    }
}
