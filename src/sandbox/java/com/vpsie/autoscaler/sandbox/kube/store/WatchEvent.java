package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a watch delivers.
 *
 * @param object shared with the store and with other watches: never modify it
 * @param version the resourceVersion of the write it reports
 */
public record WatchEvent(Type type, ObjectNode object, long version) {
    /** As on the wire. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
