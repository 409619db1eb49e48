package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractList;
import java.util.List;

/**
 * A part of a list. Immutable.
 *
 * @param rows in order of namespace and name
 * @param version the resourceVersion the list was read at
 * @param next where the next page begins, empty after the last
 */
public record Page(List<Stored> rows, long version, String next) {
    public Page {
        rows = List.copyOf(rows);
    }

    /** The objects; each is read anew whenever it is asked for, and is the caller's own. */
    public List<ObjectNode> items() {
        return new AbstractList<>() {
            @Override
            public ObjectNode get(int index) {
                return rows.get(index).object();
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }
}
