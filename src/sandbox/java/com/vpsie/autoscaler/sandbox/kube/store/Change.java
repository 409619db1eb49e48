package com.vpsie.autoscaler.sandbox.kube.store;

import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.Optional;

/**
 * One committed write. Immutable.
 *
 * @param before the object before it, empty when it was created
 * @param after the object after it; of a deletion the last state, carrying the deletion's version
 */
record Change(Optional<Stored> before, Stored after, boolean deleted) {
    /** The resourceVersion of the write. */
    long version() {
        return after.version();
    }

    boolean concerns(ResourceKind kind, String inNamespace) {
        return after.belongsTo(kind, inNamespace);
    }

    /** The same as one version of the kind reads it. */
    Change as(ResourceKind kind) {
        return new Change(before.map(row -> row.as(kind)), after.as(kind), deleted);
    }

    /**
     * The event that a watch with this selector sees: entering the selection is an ADDED, leaving it a DELETED of
     * what was selected.
     */
    Optional<WatchEvent> eventFor(Selector selector) {
        boolean was = before.isPresent() && selector.selects(before.get());
        boolean is = !deleted && selector.selects(after);
        if (!was && !is) {
            return Optional.empty();
        }
        if (is) {
            return Optional.of(new WatchEvent(was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, after));
        }
        return Optional.of(new WatchEvent(WatchEvent.Type.DELETED, deleted ? after : leaving()));
    }

    /** As it was before it left a selection, with the version of the write that made it leave. */
    private Stored leaving() {
        return before.orElseThrow().at(version());
    }
}
