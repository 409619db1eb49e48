package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The state of a Kubernetes API server without its HTTP: objects by kind, namespace and name, one 64-bit
 * resourceVersion over all of them, compare-and-set, and watches from a version.
 *
 * <p>Starts with the namespaces every cluster has. Has no threads and no clock of its own: time and randomness (uids,
 * generated names) are injected, so equal inputs give equal histories. Safe for any thread: every operation is atomic
 * and takes effect in the order of its resourceVersion. Arguments are never modified; returned objects are the caller's,
 * except those of lists and watches, which are shared and must not be modified. Every refusal is an
 * {@link ApiException}.
 */
public final class ObjectStore {
    /** How many writes a watch can go back by default. */
    public static final int DEFAULT_HISTORY = 10_000;

    private static final List<String> FIRST_NAMESPACES =
            List.of("default", "kube-node-lease", "kube-public", "kube-system");

    private final Object lock = new Object();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final KindRegistry kinds = new KindRegistry();
    private final History history;
    private final Tables tables;
    private final Deletion deletion;

    /** A store in real time with random uids. */
    public ObjectStore() {
        this(InstantSource.system(), new SplittableRandom(), DEFAULT_HISTORY);
    }

    /**
     * @param random source of uids and of generated names, called under the store's lock
     * @param historyLimit number of writes a watch can go back, at least 1
     */
    public ObjectStore(InstantSource clock, RandomGenerator random, int historyLimit) {
        this.clock = clock;
        this.random = random;
        this.history = new History(historyLimit);
        this.tables = new Tables(history);
        this.deletion = new Deletion(tables, kinds, clock);
        for (String name : FIRST_NAMESPACES) {
            ObjectNode namespace = JsonNodeFactory.instance.objectNode();
            namespace.putObject("metadata").put("name", name);
            create(BuiltinKinds.NAMESPACE, "", namespace);
        }
    }

    /** The kinds that are served now. */
    public KindRegistry kinds() {
        return kinds;
    }

    /** The resourceVersion of the last write. */
    public long version() {
        synchronized (lock) {
            return tables.version();
        }
    }

    /** @throws ApiException 404 when it is not there */
    public ObjectNode get(ResourceKind kind, String namespace, String name) {
        synchronized (lock) {
            return existing(kind, namespace, name).deepCopy();
        }
    }

    private ObjectNode existing(ResourceKind kind, String namespace, String name) {
        return tables.find(kind, namespace, name).orElseThrow(() -> ApiException.notFound(kind, name));
    }

    /** {@link #create(ResourceKind, String, ObjectNode, WriteOptions)} with {@link WriteOptions#PLAIN}. */
    public ObjectNode create(ResourceKind kind, String namespace, ObjectNode sent) {
        return create(kind, namespace, sent, WriteOptions.PLAIN);
    }

    /**
     * Creates from {@code name} or {@code generateName}.
     *
     * @throws ApiException 409 AlreadyExists; 404 when the namespace is not there; 400, 403, 422
     */
    public ObjectNode create(ResourceKind kind, String namespace, ObjectNode sent, WriteOptions how) {
        ObjectNode object = MetadataRules.decode(kind, namespace, sent, how);
        synchronized (lock) {
            if (!Meta.version(object).isEmpty()) {
                // a real server answers this as an error of its own, without a reason
                throw ApiException.of(500, "", "resourceVersion should not be set on objects to be created");
            }
            return insert(kind, namespace, object, how);
        }
    }

    private ObjectNode insert(ResourceKind kind, String namespace, ObjectNode object, WriteOptions how) {
        if (kind.namespaced()) {
            requireOpenNamespace(kind, namespace, Meta.name(object));
        }
        MetadataRules.create(kind, object, clock.instant(), random);
        if (tables.find(kind, namespace, Meta.name(object)).isPresent()) {
            throw ApiException.alreadyExists(kind, Meta.name(object));
        }
        if (how.dryRun()) {
            return object;
        }
        tables.put(kind.group(), kind.plural(), object);
        installIfDefinition(kind, object);
        return object.deepCopy();
    }

    private void requireOpenNamespace(ResourceKind kind, String namespace, String name) {
        ObjectNode found = existing(BuiltinKinds.NAMESPACE, "", namespace);
        if (Meta.deleting(found)) {
            throw ApiException.forbidden(
                    kind,
                    name,
                    "unable to create new content in namespace " + namespace + " because it is being terminated");
        }
    }

    private void installIfDefinition(ResourceKind kind, ObjectNode object) {
        if (kind.plural().equals(BuiltinKinds.CRD.plural())) {
            kinds.install(object);
        }
    }

    /** {@link #update(ResourceKind, String, String, ObjectNode, Part, WriteOptions)} with {@link WriteOptions#PLAIN}. */
    public Written update(ResourceKind kind, String namespace, String name, ObjectNode sent, Part part) {
        return update(kind, namespace, name, sent, part, WriteOptions.PLAIN);
    }

    /**
     * Replaces by compare-and-set on the resourceVersion (and the uid, where given). An unchanged object is not written
     * and keeps its resourceVersion.
     *
     * @throws ApiException 409 Conflict; 422 when the kind wants a resourceVersion and none is given; 404
     */
    public Written update(
            ResourceKind kind, String namespace, String name, ObjectNode sent, Part part, WriteOptions how) {
        ObjectNode object = MetadataRules.decode(kind, namespace, sent, how);
        if (!Meta.name(object).equals(name)) {
            throw ApiException.badRequest("the name of the object (" + Meta.name(object)
                    + ") does not match the name on the URL (" + name + ")");
        }
        synchronized (lock) {
            Optional<ObjectNode> old = tables.find(kind, namespace, name);
            if (old.isPresent()) {
                return replace(kind, old.get(), object, part, how);
            }
            if (part == Part.STATUS || !kind.traits().createOnUpdate()) {
                throw ApiException.notFound(kind, name);
            }
            if (!Meta.uid(object).isEmpty()) {
                throw uidMismatch(kind, name, Meta.uid(object), "");
            }
            return new Written(insert(kind, namespace, object, how), Written.Kind.CREATED);
        }
    }

    /** The same with {@link WriteOptions#PLAIN}. */
    public Written patch(
            ResourceKind kind, String namespace, String name, UnaryOperator<ObjectNode> change, Part part) {
        return patch(kind, namespace, name, change, part, WriteOptions.PLAIN);
    }

    /**
     * Changes the stored object atomically. The change sees the current object; a resourceVersion it sets must
     * equal the current one. A uid is no precondition here: of the main resource it cannot be changed, of the status
     * it is not looked at.
     *
     * @throws ApiException 404; 409 Conflict; 422 for another uid; what {@code change} throws
     */
    public Written patch(
            ResourceKind kind,
            String namespace,
            String name,
            UnaryOperator<ObjectNode> change,
            Part part,
            WriteOptions how) {
        synchronized (lock) {
            ObjectNode old = existing(kind, namespace, name);
            ObjectNode changed = change.apply(old.deepCopy());
            if (!Meta.name(changed).equals(name)) {
                throw ApiException.badRequest("the name of the object (" + Meta.name(changed)
                        + ") does not match the name on the URL (" + name + ")");
            }
            if (part == Part.STATUS) {
                Meta.edit(changed).put("uid", Meta.uid(old));
            } else if (!Meta.uid(changed).equals(Meta.uid(old))) {
                throw ApiException.invalid(
                        kind, name, "metadata.uid: Invalid value: \"" + Meta.uid(changed) + "\": field is immutable");
            }
            ObjectNode object = MetadataRules.decode(kind, namespace, changed, how);
            if (Meta.version(object).isEmpty()) {
                Meta.edit(object).put("resourceVersion", Meta.version(old));
            }
            return replace(kind, old, object, part, how);
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
        ObjectNode next = MetadataRules.update(kind, old, sent, part);
        if (next.equals(old)) {
            return new Written(next, Written.Kind.UNCHANGED);
        }
        if (how.dryRun()) {
            return new Written(next, Written.Kind.CHANGED);
        }
        if (Meta.deleting(next) && Meta.finalizers(next).isEmpty() && !deletion.namespaceHasContent(kind, next)) {
            deletion.remove(kind, next);
        } else {
            tables.put(kind.group(), kind.plural(), next);
            installIfDefinition(kind, next);
        }
        return new Written(next.deepCopy(), Written.Kind.CHANGED);
    }

    private static ApiException uidMismatch(ResourceKind kind, String name, String given, String actual) {
        return ApiException.conflict(
                kind, name, "Precondition failed: UID in precondition: " + given + ", UID in object meta: " + actual);
    }

    /**
     * Deletes, or marks as being deleted while finalizers are there. Dependents that have no other owner follow.
     *
     * @return the object's last state; it still exists when finalizers hold it
     * @throws ApiException 404; 409 when a precondition does not hold
     */
    public Deleted delete(ResourceKind kind, String namespace, String name, DeleteOptions options) {
        synchronized (lock) {
            ObjectNode old = existing(kind, namespace, name);
            if (options.uid().filter(uid -> !uid.equals(Meta.uid(old))).isPresent()) {
                throw uidMismatch(kind, name, options.uid().get(), Meta.uid(old));
            }
            if (options.resourceVersion()
                    .filter(v -> !v.equals(Meta.version(old)))
                    .isPresent()) {
                throw ApiException.conflict(
                        kind,
                        name,
                        "Precondition failed: ResourceVersion in precondition: "
                                + options.resourceVersion().get() + ", ResourceVersion in object meta: "
                                + Meta.version(old));
            }
            return options.dryRun() ? new Deleted(old.deepCopy(), true) : deletion.delete(kind, old, options);
        }
    }

    /**
     * Reads in order of namespace and name.
     *
     * @param namespace empty for all namespaces
     * @param limit largest number of items, 0 for all
     * @param after the {@link Page#next} of the page before, empty for the first
     */
    public Page list(ResourceKind kind, String namespace, Selector selector, int limit, String after) {
        synchronized (lock) {
            NavigableMap<String, ObjectNode> rows = tables.rows(kind);
            List<ObjectNode> items = new ArrayList<>();
            String last = "";
            for (Map.Entry<String, ObjectNode> row : rows.tailMap(after, false).entrySet()) {
                boolean here = namespace.isEmpty() || namespace.equals(Meta.namespace(row.getValue()));
                if (here && selector.test(row.getValue())) {
                    if (limit > 0 && items.size() == limit) {
                        return new Page(List.copyOf(items), tables.version(), last);
                    }
                    items.add(row.getValue());
                    last = row.getKey();
                }
            }
            return new Page(List.copyOf(items), tables.version(), "");
        }
    }

    /**
     * Delivers every later change of the selected objects to {@code sink}, exactly once and in the order of versions.
     *
     * @param after deliver what was written after this version; history of it must still be there
     * @param sink called under the store's lock, from the writing thread: it must only take note
     * @return ends the watch when closed
     * @throws ApiException 410 when the history no longer reaches back to {@code after}
     */
    public Watch watch(ResourceKind kind, String namespace, Selector selector, long after, Consumer<WatchEvent> sink) {
        Consumer<Change> listener = change -> {
            if (change.version() > after && change.concerns(kind, namespace)) {
                change.eventFor(selector).ifPresent(sink);
            }
        };
        synchronized (lock) {
            history.since(after).forEach(listener);
            history.listen(listener);
        }
        return () -> {
            synchronized (lock) {
                history.forget(listener);
            }
        };
    }

    /** Forgets the history up to now, so that a watch from an earlier version gets 410. */
    public void compact() {
        synchronized (lock) {
            history.compact(tables.version());
        }
    }

    /** An open watch. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A part of a list.
     *
     * @param items shared with the store: never modify them
     * @param version the resourceVersion the list was read at
     * @param next where the next page begins, empty after the last
     */
    public record Page(List<ObjectNode> items, long version, String next) {}

    /** What a write left behind. */
    public record Written(ObjectNode object, Kind kind) {
        /** What became of the write. */
        public enum Kind {
            CREATED,
            CHANGED,
            /** Identical content: nothing was written, the resourceVersion is the old one. */
            UNCHANGED
        }
    }

    /** @param gone false when finalizers still hold the object */
    public record Deleted(ObjectNode object, boolean gone) {}

    /** @param orphan leave dependents alone, without their reference to this owner */
    public record DeleteOptions(
            Optional<String> uid, Optional<String> resourceVersion, boolean orphan, boolean dryRun) {
        /** No preconditions; dependents follow. */
        public static final DeleteOptions NONE = new DeleteOptions(Optional.empty(), Optional.empty(), false, false);
    }
}
