package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Deletion and what follows from it: finalizers, dependents, the content of namespaces and the objects of a CRD. What
 * controllers do a moment later on a real cluster happens here within the same operation. Guarded by the store's lock.
 */
public final class Deletion {
    private final Tables tables;
    private final KindRegistry kinds;
    private final InstantSource clock;

    Deletion(Tables tables, KindRegistry kinds, InstantSource clock) {
        this.tables = tables;
        this.kinds = kinds;
        this.clock = clock;
    }

    Deleted delete(ResourceKind kind, ObjectNode old, DeleteOptions options) {
        ObjectNode last = old.deepCopy();
        if (options.orphan()) {
            releaseDependents(Meta.uid(old));
        }
        boolean namespace = kind.equals(BuiltinKinds.NAMESPACE);
        if (namespace && !Meta.deleting(old)) {
            mark(kind, last);
            emptyNamespace(Meta.name(old));
            if (tables.find(kind, "", Meta.name(old)).isEmpty()) {
                return new Deleted(last.deepCopy(), true);
            }
        }
        if (!Meta.finalizers(last).isEmpty() || namespaceHasContent(kind, last)) {
            if (!Meta.deleting(old) && !namespace) {
                mark(kind, last);
            }
            return new Deleted(last.deepCopy(), false);
        }
        remove(kind, last);
        return new Deleted(last.deepCopy(), true);
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
        tables.put(kind.group(), kind.plural(), object);
    }

    /** Removes the row for good, and what depends on it. */
    void remove(ResourceKind kind, ObjectNode last) {
        tables.remove(kind.group(), kind.plural(), last);
        if (kind.equals(BuiltinKinds.CRD)) {
            removeCustomObjects(last);
            kinds.uninstall(last);
        }
        deleteDependents(Meta.uid(last));
        String namespace = Meta.namespace(last);
        if (!namespace.isEmpty()) {
            tables.find(BuiltinKinds.NAMESPACE, "", namespace)
                    .filter(found -> Meta.deleting(found) && !namespaceHasContent(BuiltinKinds.NAMESPACE, found))
                    .ifPresent(found -> remove(BuiltinKinds.NAMESPACE, found.deepCopy()));
        }
    }

    private void removeCustomObjects(ObjectNode definition) {
        String group = definition.path("spec").path("group").asText();
        String plural = definition.path("spec").path("names").path("plural").asText();
        for (Tables.Row row : tables.everything()) {
            if (row.group().equals(group) && row.plural().equals(plural)) {
                tables.remove(group, plural, row.object().deepCopy());
            }
        }
    }

    boolean namespaceHasContent(ResourceKind kind, ObjectNode object) {
        return kind.equals(BuiltinKinds.NAMESPACE)
                && tables.everything().stream()
                        .anyMatch(row -> Meta.namespace(row.object()).equals(Meta.name(object)));
    }

    private void emptyNamespace(String namespace) {
        for (Tables.Row row : tables.everything()) {
            if (Meta.namespace(row.object()).equals(namespace)) {
                deleteRow(row);
            }
        }
    }

    private void deleteRow(Tables.Row row) {
        kindOf(row)
                .ifPresent(kind -> tables.find(kind, Meta.namespace(row.object()), Meta.name(row.object()))
                        .filter(now -> !Meta.deleting(now))
                        .ifPresent(now -> delete(kind, now, DeleteOptions.NONE)));
    }

    private Optional<ResourceKind> kindOf(Tables.Row row) {
        return kinds.all().stream()
                .filter(kind ->
                        kind.group().equals(row.group()) && kind.plural().equals(row.plural()))
                .findFirst();
    }

    /** Background garbage collection: an object whose last owner is gone goes too. */
    private void deleteDependents(String ownerUid) {
        for (Tables.Row row : tables.everything()) {
            List<String> owners = Meta.owners(row.object());
            if (owners.contains(ownerUid)) {
                boolean otherOwner = owners.stream().anyMatch(uid -> !uid.equals(ownerUid) && exists(uid));
                if (!otherOwner) {
                    deleteRow(row);
                }
            }
        }
    }

    private boolean exists(String uid) {
        return tables.everything().stream()
                .anyMatch(row -> Meta.uid(row.object()).equals(uid));
    }

    private void releaseDependents(String ownerUid) {
        for (Tables.Row row : tables.everything()) {
            if (Meta.owners(row.object()).contains(ownerUid)) {
                ObjectNode released = row.object().deepCopy();
                ArrayNode kept = Meta.edit(released).putArray("ownerReferences");
                for (JsonNode owner : Meta.of(row.object()).path("ownerReferences")) {
                    if (!owner.path("uid").asText().equals(ownerUid)) {
                        kept.add(owner);
                    }
                }
                if (kept.isEmpty()) {
                    Meta.edit(released).remove("ownerReferences");
                }
                tables.put(row.group(), row.plural(), released);
            }
        }
    }
}
