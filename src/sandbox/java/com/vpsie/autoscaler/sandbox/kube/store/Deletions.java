package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import java.time.InstantSource;

/**
 * How objects go, and what follows from it. Called under the store's lock, within the operation of a client: what is
 * done to the {@link Rows} here belongs to that operation. Must be deterministic and must not block.
 */
public interface Deletions {
    /** Binds them to the content of a store that is being made. */
    @FunctionalInterface
    interface Maker {
        Deletions on(Rows rows, InstantSource clock);
    }

    /**
     * Deletes, or marks as being deleted. Preconditions have been checked; a dry run stores nothing.
     *
     * @param old the caller's own copy
     */
    Deleted delete(ResourceKind kind, ObjectNode old, DeleteOptions options);

    /** Whether an object that is being deleted goes with the write that leaves it like this. */
    boolean mayGo(ResourceKind kind, ObjectNode next);

    /** Removes the row for good, and does what follows. */
    void remove(ResourceKind kind, ObjectNode last);

    /** Called after each write of a client that stored {@code now}. */
    default void stored(ResourceKind kind, ObjectNode now) {}
}
