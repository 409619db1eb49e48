package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a watch delivers. Immutable.
 *
 * @param stored the object, of a deletion its last state
 */
public record WatchEvent(Type type, Stored stored) {
    /** As on the wire. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** A new tree at each call: the caller's own. */
    public ObjectNode object() {
        return stored.object();
    }

    /** The resourceVersion of the write it reports. */
    public long version() {
        return stored.version();
    }
}
