package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The content of a store for those who work within one of its operations: no checks, no rules. Guarded by the store's
 * lock, which the caller holds. Lists are copies, in an order that depends on nothing but their content.
 */
public interface Rows {
    /** The kinds that are served. */
    KindRegistry kinds();

    /** The kind a row belongs to, in any of the versions it is served in; empty when no longer served. */
    Optional<ResourceKind> kindOf(Stored row);

    Optional<Stored> find(ResourceKind kind, String namespace, String name);

    Optional<Stored> byUid(String uid);

    /** Whose {@code ownerReferences} name this uid. */
    List<Stored> dependentsOf(String uid);

    /** Everything of all kinds in a namespace. */
    List<Stored> inNamespace(String namespace);

    /** Everything of a group's resource, in whatever version. */
    List<Stored> of(String group, String plural);

    /** Stores {@code object} under the next version, which is written into it. */
    void put(ResourceKind kind, ObjectNode object);

    /** Removes the row; {@code last} is reported as its last state, with the removal's version written into it. */
    void remove(ResourceKind kind, ObjectNode last);
}
