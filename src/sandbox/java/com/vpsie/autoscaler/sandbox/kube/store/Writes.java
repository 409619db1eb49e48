package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import java.util.Optional;
import java.util.function.Function;

/** Creating, replacing and deleting on decoded objects, with all checks. Guarded by the store's lock. */
final class Writes {
    private final Tables tables;
    private final StoreOptions options;
    private final FieldTracking tracking;
    private final Deletions deletions;

    Writes(Tables tables, StoreOptions options) {
        this.tables = tables;
        this.options = options;
        this.tracking = options.tracking().on(tables.kinds(), options.clock());
        this.deletions = options.deletions().on(tables, options.clock());
    }

    Stored existing(ResourceKind kind, String namespace, String name) {
        return tables.find(kind, namespace, name).orElseThrow(() -> ApiException.notFound(kind, name));
    }

    ObjectNode create(ResourceKind kind, String namespace, ObjectNode object, WriteOptions how) {
        if (!Meta.version(object).isEmpty()) {
            // a real server answers this as an error of its own, without a reason
            throw ApiException.of(500, "", "resourceVersion should not be set on objects to be created");
        }
        return insert(kind, namespace, object, how);
    }

    private ObjectNode insert(ResourceKind kind, String namespace, ObjectNode object, WriteOptions how) {
        if (kind.namespaced()) {
            requireOpenNamespace(kind, namespace, Meta.name(object));
        }
        MetadataRules.create(kind, object, options.clock().instant(), options.random(), how);
        if (tables.find(kind, namespace, Meta.name(object)).isPresent()) {
            throw ApiException.alreadyExists(kind, Meta.name(object));
        }
        track(kind, Optional.empty(), object, object, Part.MAIN, how);
        if (!how.dryRun()) {
            store(kind, object);
        }
        return object;
    }

    private void track(
            ResourceKind kind,
            Optional<ObjectNode> old,
            ObjectNode sent,
            ObjectNode next,
            Part part,
            WriteOptions how) {
        tracking.track(new FieldTracking.Write(
                kind, old, sent, next, part, how, options.clock().instant()));
    }

    private void store(ResourceKind kind, ObjectNode object) {
        tables.put(kind, object);
        if (kind.plural().equals(BuiltinKinds.CRD.plural())) {
            tables.kinds().install(object);
        }
        deletions.stored(kind, object);
    }

    private void requireOpenNamespace(ResourceKind kind, String namespace, String name) {
        if (Meta.deleting(existing(BuiltinKinds.NAMESPACE, "", namespace).object())) {
            throw ApiException.forbidden(
                            kind,
                            name,
                            "unable to create new content in namespace " + namespace
                                    + " because it is being terminated")
                    .withCause(new FieldError(
                            FieldError.Type.NAMESPACE_TERMINATING,
                            "metadata.namespace",
                            "namespace " + namespace + " is being terminated"));
        }
    }

    Written update(ResourceKind kind, String namespace, ObjectNode object, Part part, WriteOptions how) {
        String name = Meta.name(object);
        Optional<Stored> old = tables.find(kind, namespace, name);
        if (old.isPresent()) {
            return replace(kind, old.get().object(kind), object, part, how);
        }
        if (part == Part.STATUS || !kind.traits().createOnUpdate()) {
            throw ApiException.notFound(kind, name);
        }
        if (!Meta.uid(object).isEmpty()) {
            throw uidMismatch(kind, name, Meta.uid(object), "");
        }
        return new Written(insert(kind, namespace, object, how), Written.Kind.CREATED);
    }

    Written apply(
            ResourceKind kind,
            String namespace,
            String name,
            ObjectNode config,
            boolean force,
            Part part,
            WriteOptions how) {
        return change(
                kind,
                namespace,
                name,
                live -> {
                    ObjectNode applied = tracking.apply(kind, live, config, force, part, how);
                    return live.isPresent() ? applied : named(kind, name, applied);
                },
                part,
                how);
    }

    /** What an apply creates: a resourceVersion does not count, and a uid names an object that is not there. */
    private static ObjectNode named(ResourceKind kind, String name, ObjectNode created) {
        if (Meta.name(created).isEmpty()) {
            throw ApiException.badRequest(
                    "the name of the object (" + name + " based on URL) was undeterminable: name must be provided");
        }
        if (!Meta.uid(created).isEmpty()) {
            throw ApiException.conflict(
                    kind,
                    name,
                    "uid mismatch: the provided object specified uid " + Meta.uid(created)
                            + ", and no existing object was found");
        }
        Meta.edit(created).remove("resourceVersion");
        return created;
    }

    /** @param change is given a copy of the current object, or nothing when there is none */
    Written change(
            ResourceKind kind,
            String namespace,
            String name,
            Function<Optional<ObjectNode>, ObjectNode> change,
            Part part,
            WriteOptions how) {
        Optional<ObjectNode> old = tables.find(kind, namespace, name).map(row -> row.object(kind));
        ObjectNode changed = change.apply(old.map(ObjectNode::deepCopy));
        requireName(changed, name);
        if (old.isEmpty()) {
            ObjectNode object = MetadataRules.decode(kind, namespace, changed, how);
            return new Written(create(kind, namespace, object, how), Written.Kind.CREATED);
        }
        String uid = Meta.uid(old.get());
        if (part == Part.STATUS) {
            Meta.edit(changed).put("uid", uid);
        } else if (!Meta.uid(changed).equals(uid)) {
            throw ApiException.invalid(
                    kind, name, "metadata.uid: Invalid value: \"" + Meta.uid(changed) + "\": field is immutable");
        }
        ObjectNode object = decodePatched(kind, namespace, changed, how);
        if (Meta.version(object).isEmpty()) {
            Meta.edit(object).put("resourceVersion", Meta.version(old.get()));
        }
        return replace(kind, old.get(), object, part, how);
    }

    private static ObjectNode decodePatched(ResourceKind kind, String namespace, ObjectNode changed, WriteOptions how) {
        try {
            return MetadataRules.decode(kind, namespace, changed, how);
        } catch (ApiException e) {
            throw e.asOfPatch(changed);
        }
    }

    static void requireName(ObjectNode object, String name) {
        if (!Meta.name(object).equals(name)) {
            throw ApiException.badRequest("the name of the object (" + Meta.name(object)
                    + ") does not match the name on the URL (" + name + ")");
        }
    }

    private Written replace(ResourceKind kind, ObjectNode old, ObjectNode sent, Part part, WriteOptions how) {
        String name = Meta.name(old);
        if (!Meta.uid(sent).isEmpty() && !Meta.uid(sent).equals(Meta.uid(old))) {
            throw uidMismatch(kind, name, Meta.uid(sent), Meta.uid(old));
        }
        String expected = Meta.version(sent);
        if (expected.isEmpty() || expected.equals("0")) {
            if (!kind.traits().unconditionalUpdate()) {
                throw ApiException.invalid(
                        kind, name, "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
            }
        } else if (!expected.equals(Meta.version(old))) {
            throw ApiException.modified(kind, name);
        }
        ObjectNode next = MetadataRules.update(kind, old, sent, part, how);
        track(kind, Optional.of(old), sent, next, part, how);
        if (next.equals(old)) {
            return new Written(next, Written.Kind.UNCHANGED);
        }
        if (how.dryRun()) {
            return new Written(next, Written.Kind.CHANGED);
        }
        if (Meta.deleting(next) && Meta.finalizers(next).isEmpty() && deletions.mayGo(kind, next)) {
            deletions.remove(kind, next);
        } else {
            store(kind, next);
        }
        return new Written(next, Written.Kind.CHANGED);
    }

    Deleted delete(ResourceKind kind, String namespace, String name, DeleteOptions how) {
        ObjectNode old = existing(kind, namespace, name).object(kind);
        if (how.uid().filter(uid -> !uid.equals(Meta.uid(old))).isPresent()) {
            throw ApiException.preconditionFailed(
                    kind,
                    name,
                    "the UID in the precondition (" + how.uid().get() + ") does not match the UID in record ("
                            + Meta.uid(old) + "). The object might have been deleted and then recreated");
        }
        if (how.resourceVersion().filter(v -> !v.equals(Meta.version(old))).isPresent()) {
            throw ApiException.preconditionFailed(
                    kind,
                    name,
                    "the ResourceVersion in the precondition ("
                            + how.resourceVersion().get() + ") does not match the ResourceVersion in record ("
                            + Meta.version(old) + "). The object might have been modified");
        }
        return deletions.delete(kind, old, how);
    }

    private static ApiException uidMismatch(ResourceKind kind, String name, String given, String actual) {
        return ApiException.conflict(
                kind, name, "Precondition failed: UID in precondition: " + given + ", UID in object meta: " + actual);
    }
}
