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

    /**
     * The event that a watch with this selector sees: entering the selection is an ADDED, leaving it a DELETED.
     */
    Optional<WatchEvent> eventFor(Selector selector) {
        boolean was = before.isPresent() && selector.selects(before.get());
        boolean is = !deleted && selector.selects(after);
        if (!was && !is) {
            return Optional.empty();
        }
        WatchEvent.Type type = is ? (was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED) : WatchEvent.Type.DELETED;
        return Optional.of(new WatchEvent(type, after));
    }
}
