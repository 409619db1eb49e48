package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.Optional;

/**
 * One committed write.
 *
 * @param version resourceVersion of the write
 * @param before the object before it, empty when it was created
 * @param after the object after it; of a deletion the last state, carrying the deletion's version
 */
public record Change(
        long version,
        String group,
        String plural,
        String namespace,
        Optional<ObjectNode> before,
        ObjectNode after,
        boolean deleted) {

    boolean concerns(ResourceKind kind, String inNamespace) {
        return plural.equals(kind.plural())
                && group.equals(kind.group())
                && (inNamespace.isEmpty() || inNamespace.equals(namespace));
    }

    /** The event that a watch with this selector sees: leaving the selection is a DELETED, entering it an ADDED. */
    Optional<WatchEvent> eventFor(Selector selector) {
        boolean was = before.isPresent() && selector.test(before.get());
        boolean is = !deleted && selector.test(after);
        if (!was && !is) {
            return Optional.empty();
        }
        WatchEvent.Type type = is ? (was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED) : WatchEvent.Type.DELETED;
        return Optional.of(new WatchEvent(type, after, version));
    }
}
