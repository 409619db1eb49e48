package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The state of a Kubernetes API server without its HTTP: objects by kind, namespace and name, one 64-bit
 * resourceVersion over all of them, compare-and-set, and watches from a version.
 *
 * <p>Starts with the namespaces every cluster has. Has no threads and no clock of its own: time and randomness (uids,
 * generated names) are injected, so equal inputs give equal histories. Safe for any thread: every operation is atomic
 * and takes effect in the order of its resourceVersion. Arguments are never modified; returned objects are the caller's.
 * Every refusal is an {@link ApiException}.
 */
public final class ObjectStore {
    /** How many writes a watch can go back by default. */
    public static final int DEFAULT_HISTORY = 10_000;

    private static final List<String> FIRST_NAMESPACES =
            List.of("default", "kube-node-lease", "kube-public", "kube-system");

    private final Object lock = new Object();
    private final History history;
    private final Tables tables;
    private final Writes writes;

    /** A store in real time with random uids. */
    public ObjectStore() {
        this(StoreOptions.standard());
    }

    /**
     * @param random source of uids and of generated names, called under the store's lock
     * @param historyLimit number of writes a watch can go back, at least 1
     */
    public ObjectStore(InstantSource clock, RandomGenerator random, int historyLimit) {
        this(new StoreOptions(clock, random, historyLimit, FieldTracking.Maker.NONE, Deletion::new));
    }

    public ObjectStore(StoreOptions options) {
        this.history = new History(options.historyLimit());
        this.tables = new Tables(history);
        this.writes = new Writes(tables, options);
        for (String name : FIRST_NAMESPACES) {
            ObjectNode namespace = JsonNodeFactory.instance.objectNode();
            namespace.putObject("metadata").put("name", name);
            create(BuiltinKinds.NAMESPACE, "", namespace);
        }
    }

    /** The kinds that are served now. */
    public KindRegistry kinds() {
        return tables.kinds();
    }

    /** The resourceVersion of the last write. */
    public long version() {
        synchronized (lock) {
            return tables.version();
        }
    }

    /** @throws ApiException 404 when it is not there */
    public ObjectNode get(ResourceKind kind, String namespace, String name) {
        Stored found;
        synchronized (lock) {
            found = writes.existing(kind, namespace, name);
        }
        return found.object(kind);
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
            return writes.create(kind, namespace, object, how);
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
        Writes.requireName(object, name);
        synchronized (lock) {
            return writes.update(kind, namespace, object, part, how);
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
            return writes.change(
                    kind,
                    namespace,
                    name,
                    old -> change.apply(old.orElseThrow(() -> ApiException.notFound(kind, name))),
                    part,
                    how);
        }
    }

    /**
     * Server-side apply of what {@link WriteOptions#fieldManager} wants; creates what is not there.
     *
     * @param config the fields that the manager wants to have and to own
     * @param force takes fields from other managers instead of refusing with 409
     * @throws ApiException 409 with the fields that others own; 415 when this store does not keep managedFields; 404,
     *     400, 422 and 500 as {@link #patch}
     */
    public Written apply(
            ResourceKind kind,
            String namespace,
            String name,
            ObjectNode config,
            boolean force,
            Part part,
            WriteOptions how) {
        synchronized (lock) {
            return writes.apply(kind, namespace, name, config, force, part, how.applying());
        }
    }

    /**
     * Deletes, or marks as being deleted while something holds the object: finalizers, a pod's grace, a namespace's
     * content. Dependents and content are for controllers.
     *
     * @return the object's last state; it still exists when finalizers hold it
     * @throws ApiException 404; 409 when a precondition does not hold
     */
    public Deleted delete(ResourceKind kind, String namespace, String name, DeleteOptions options) {
        synchronized (lock) {
            return writes.delete(kind, namespace, name, options);
        }
    }

    /** {@link #list(ResourceKind, String, Selector, ListOptions)} of now. */
    public Page list(ResourceKind kind, String namespace, Selector selector, int limit, String after) {
        return list(kind, namespace, selector, new ListOptions(limit, after, 0));
    }

    /**
     * Reads in order of namespace and name.
     *
     * @param namespace empty for all namespaces
     * @throws ApiException 410 when the history does not reach back to the version asked for; 504 when that has not
     *     been written yet
     */
    public Page list(ResourceKind kind, String namespace, Selector selector, ListOptions options) {
        List<Stored> candidates;
        long version;
        synchronized (lock) {
            version = options.asOf() > 0 ? options.asOf() : tables.version();
            candidates = tables.rowsAt(kind, namespace, options.after(), version);
        }
        // rows never change: reading and selecting need no lock
        return Page.of(kind, candidates, version, selector, options.limit());
    }

    /** {@link #watch(ResourceKind, String, Selector, long, Consumer, Runnable)} that ends without a word. */
    public Watch watch(ResourceKind kind, String namespace, Selector selector, long after, Consumer<WatchEvent> sink) {
        return watch(kind, namespace, selector, after, sink, () -> {});
    }

    /**
     * Delivers every later change of the selected objects to {@code sink}, exactly once and in the order of versions.
     *
     * @param after deliver what was written after this version; history of it must still be there
     * @param sink called under the store's lock, from the writing thread: it must only take note
     * @param ended called likewise when the store is taken back to an earlier version: nothing more will come
     * @return ends the watch when closed
     * @throws ApiException 410 when the history no longer reaches back to {@code after}
     */
    public Watch watch(
            ResourceKind kind,
            String namespace,
            Selector selector,
            long after,
            Consumer<WatchEvent> sink,
            Runnable ended) {
        History.Listener listener = new History.Listener() {
            @Override
            public void wrote(Change change) {
                if (change.version() > after && change.concerns(kind, namespace)) {
                    change.as(kind).eventFor(selector).ifPresent(sink);
                }
            }

            @Override
            public void ended() {
                ended.run();
            }
        };
        synchronized (lock) {
            history.since(after).forEach(listener::wrote);
            history.listen(listener);
        }
        return () -> {
            synchronized (lock) {
                history.forget(listener);
            }
        };
    }

    /**
     * Reports every later write of every kind, in the order of versions.
     *
     * @param sink called under the store's lock, from the writing thread: it must only take note
     * @param rewound called likewise when the store was taken back to an earlier version; reports go on after it
     * @return ends the reports when closed
     */
    public Watch observe(Consumer<Stored> sink, Runnable rewound) {
        History.Listener listener = new History.Listener() {
            @Override
            public void wrote(Change change) {
                sink.accept(change.after());
            }

            @Override
            public void ended() {
                history.listen(this);
                rewound.run();
            }
        };
        synchronized (lock) {
            history.listen(listener);
        }
        return () -> {
            synchronized (lock) {
                history.forget(listener);
            }
        };
    }

    /**
     * Runs within one operation of the store, on its bare content.
     *
     * @param action must not block, and must not keep the rows
     */
    public <T> T within(Function<Rows, T> action) {
        synchronized (lock) {
            return action.apply(tables);
        }
    }

    /** Forgets the history up to now, so that a watch from an earlier version gets 410. */
    public void compact() {
        synchronized (lock) {
            history.compact(tables.version());
        }
    }

    /**
     * Makes everything as it was at an earlier version, as a restored backup does: later writes have never been, their
     * versions are given out a second time, and open watches end.
     *
     * @throws ApiException 410 when the history does not reach back so far; 504 when it has not been written yet
     */
    public void rewind(long version) {
        synchronized (lock) {
            tables.rewind(version);
        }
    }

    /** An open watch. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

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

    /** @param gone false when something still holds the object */
    public record Deleted(ObjectNode object, boolean gone) {}
}
