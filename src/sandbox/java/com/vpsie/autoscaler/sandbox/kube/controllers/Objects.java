package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The store as controllers use it: whatever is gone or has changed meanwhile is left for the next look. */
final class Objects {
    private final ObjectStore store;

    Objects(ObjectStore store) {
        this.store = store;
    }

    Optional<Stored> byUid(String uid) {
        return store.within(rows -> rows.byUid(uid));
    }

    List<Stored> dependentsOf(String uid) {
        return store.within(rows -> rows.dependentsOf(uid));
    }

    List<Stored> inNamespace(String namespace) {
        return store.within(rows -> rows.inNamespace(namespace));
    }

    /** Everything of a kind, in one namespace or, with an empty one, in all. */
    List<Stored> all(ResourceKind kind, String namespace) {
        return store.within(rows -> rows.of(kind.group(), kind.plural())).stream()
                .filter(row -> namespace.isEmpty() || namespace.equals(row.namespace()))
                .toList();
    }

    Optional<Stored> find(ResourceKind kind, String namespace, String name) {
        return store.within(rows -> rows.find(kind, namespace, name));
    }

    Optional<ResourceKind> kindOf(Stored row) {
        return store.within(rows -> rows.kindOf(row));
    }

    /** The kind of a reference, if it is served. */
    Optional<ResourceKind> kind(String apiVersion, String kind) {
        return store.kinds().all().stream()
                .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
                .findFirst();
    }

    void delete(Stored row, DeleteOptions options) {
        kindOf(row)
                .ifPresent(kind ->
                        attempt(() -> store.delete(kind, row.namespace(), row.name(), options.withUid(row.uid()))));
    }

    void create(ResourceKind kind, String namespace, ObjectNode object) {
        attempt(() -> store.create(kind, namespace, object));
    }

    void edit(Stored row, UnaryOperator<ObjectNode> change) {
        kindOf(row)
                .ifPresent(kind ->
                        attempt(() -> store.patch(kind, row.namespace(), row.name(), same(row, change), Part.MAIN)));
    }

    void editStatus(Stored row, UnaryOperator<ObjectNode> change) {
        kindOf(row)
                .ifPresent(kind ->
                        attempt(() -> store.patch(kind, row.namespace(), row.name(), same(row, change), Part.STATUS)));
    }

    private static UnaryOperator<ObjectNode> same(Stored row, UnaryOperator<ObjectNode> change) {
        return object -> Meta.uid(object).equals(row.uid()) ? change.apply(object) : object;
    }

    void removeFinalizer(Stored row, String finalizer) {
        edit(row, object -> keep(object, "finalizers", one -> !one.asText().equals(finalizer)));
    }

    /** Keeps only the references to owners that satisfy the condition. */
    void keepOwners(Stored row, Predicate<JsonNode> condition) {
        edit(row, object -> keep(object, "ownerReferences", condition));
    }

    private static ObjectNode keep(ObjectNode object, String field, Predicate<JsonNode> condition) {
        JsonNode before = Meta.of(object).path(field).deepCopy();
        ArrayNode after = Meta.edit(object).putArray(field);
        before.forEach(one -> {
            if (condition.test(one)) {
                after.add(one);
            }
        });
        return object;
    }

    /** A refusal means that the object is no longer what it was: its change will be, or has been, reported. */
    private static void attempt(Runnable write) {
        try {
            write.run();
        } catch (ApiException e) {
            boolean overtaken = e.code() == 404 || e.code() == 409 || e.code() == 403;
            if (!overtaken) {
                throw e;
            }
        }
    }
}
