package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Deletion and what follows from it: finalizers, dependents, the content of namespaces and the objects of a CRD. What
 * controllers do a moment later on a real cluster happens here within the same operation.
 */
final class Deletion implements Deletions {
    private final Rows rows;
    private final InstantSource clock;

    Deletion(Rows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Deleted delete(ResourceKind kind, ObjectNode old, DeleteOptions options) {
        ObjectNode last = old.deepCopy();
        if (options.orphan()) {
            releaseDependents(Meta.uid(old));
        }
        boolean namespace = kind.equals(BuiltinKinds.NAMESPACE);
        if (namespace && !Meta.deleting(old)) {
            mark(kind, last);
            rows.inNamespace(Meta.name(old)).forEach(this::deleteRow);
            if (rows.find(kind, "", Meta.name(old)).isEmpty()) {
                return new Deleted(last, true);
            }
        }
        if (!Meta.finalizers(last).isEmpty() || !mayGo(kind, last)) {
            if (!Meta.deleting(old) && !namespace) {
                mark(kind, last);
            }
            return new Deleted(last, false);
        }
        remove(kind, last);
        return new Deleted(last, true);
    }

    @Override
    public boolean mayGo(ResourceKind kind, ObjectNode next) {
        return !kind.equals(BuiltinKinds.NAMESPACE)
                || rows.inNamespace(Meta.name(next)).isEmpty();
    }

    /** Stores the object as being deleted. */
    private void mark(ResourceKind kind, ObjectNode object) {
        Meta.edit(object)
                .put(
                        "deletionTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("deletionGracePeriodSeconds", 0);
        MetadataRules.raiseGeneration(object);
        if (kind.equals(BuiltinKinds.NAMESPACE)) {
            object.putObject("status").put("phase", "Terminating");
        }
        rows.put(kind, object);
    }

    @Override
    public void remove(ResourceKind kind, ObjectNode last) {
        rows.remove(kind, last);
        if (kind.equals(BuiltinKinds.CRD)) {
            removeCustomObjects(last);
            rows.kinds().uninstall(last);
        }
        deleteDependents(Meta.uid(last));
        String namespace = Meta.namespace(last);
        if (!namespace.isEmpty()) {
            rows.find(BuiltinKinds.NAMESPACE, "", namespace)
                    .map(Stored::object)
                    .filter(found -> Meta.deleting(found) && mayGo(BuiltinKinds.NAMESPACE, found))
                    .ifPresent(found -> remove(BuiltinKinds.NAMESPACE, found));
        }
    }

    private void removeCustomObjects(ObjectNode definition) {
        String group = definition.path("spec").path("group").asText();
        String plural = definition.path("spec").path("names").path("plural").asText();
        for (Stored row : rows.of(group, plural)) {
            rows.kindOf(row).ifPresent(kind -> rows.remove(kind, row.object()));
        }
    }

    private void deleteRow(Stored row) {
        rows.kindOf(row)
                .ifPresent(kind -> rows.find(kind, row.namespace(), row.name())
                        .map(Stored::object)
                        .filter(now -> !Meta.deleting(now))
                        .ifPresent(now -> delete(kind, now, DeleteOptions.NONE)));
    }

    /** Background garbage collection: an object whose last owner is gone goes too. */
    private void deleteDependents(String ownerUid) {
        for (Stored row : rows.dependentsOf(ownerUid)) {
            boolean otherOwner = row.owners().stream()
                    .anyMatch(uid -> !uid.equals(ownerUid) && rows.byUid(uid).isPresent());
            if (!otherOwner) {
                deleteRow(row);
            }
        }
    }

    private void releaseDependents(String ownerUid) {
        for (Stored row : rows.dependentsOf(ownerUid)) {
            ObjectNode released = row.object();
            JsonNode owners = Meta.of(released).path("ownerReferences").deepCopy();
            ArrayNode kept = Meta.edit(released).putArray("ownerReferences");
            for (JsonNode owner : owners) {
                if (!owner.path("uid").asText().equals(ownerUid)) {
                    kept.add(owner);
                }
            }
            if (kept.isEmpty()) {
                Meta.edit(released).remove("ownerReferences");
            }
            rows.kindOf(row).ifPresent(kind -> rows.put(kind, released));
        }
    }
}
