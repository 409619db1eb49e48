package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list. Immutable.
 *
 * @param kind in whose version the objects are read
 * @param rows in order of namespace and name
 * @param version the resourceVersion the list was read at
 * @param next where the next page begins, empty after the last
 * @param remaining how many come after this page; unknown when only a selection was asked for
 */
public record Page(ResourceKind kind, List<Stored> rows, long version, String next, OptionalLong remaining) {
    public Page {
        rows = List.copyOf(rows);
    }

    /** Takes the page out of all rows that come after the page before. */
    static Page of(ResourceKind kind, List<Stored> candidates, long version, Selector selector, int limit) {
        List<Stored> items = new ArrayList<>();
        String last = "";
        for (int i = 0; i < candidates.size(); i++) {
            Stored row = candidates.get(i).as(kind);
            if (selector.selects(row)) {
                if (limit > 0 && items.size() == limit) {
                    OptionalLong remaining =
                            selector == Selector.ALL ? OptionalLong.of(candidates.size() - i) : OptionalLong.empty();
                    return new Page(kind, items, version, last, remaining);
                }
                items.add(row);
                last = Tables.rowKey(row.namespace(), row.name());
            }
        }
        return new Page(kind, items, version, "", OptionalLong.empty());
    }

    /** The objects; each is read anew whenever it is asked for, and is the caller's own. */
    public List<ObjectNode> items() {
        return new AbstractList<>() {
            @Override
            public ObjectNode get(int index) {
                return rows.get(index).object(kind);
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }
}
