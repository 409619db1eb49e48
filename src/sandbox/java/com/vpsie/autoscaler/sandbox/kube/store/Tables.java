package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects themselves, the one counter of versions and the history. Knows nothing of the rules of writing. Guarded
 * by the store's lock; stored nodes are never modified.
 */
public final class Tables {
    /** A row and the kind it belongs to. */
    record Row(String group, String plural, ObjectNode object) {}

    private record Table(String group, String plural) {}

    private final Map<Table, NavigableMap<String, ObjectNode>> tables = new HashMap<>();
    private final History history;
    private long version;

    Tables(History history) {
        this.history = history;
    }

    long version() {
        return version;
    }

    /** Order of lists and of continue tokens. */
    public static String rowKey(String namespace, String name) {
        return namespace + "/" + name;
    }

    Optional<ObjectNode> find(ResourceKind kind, String namespace, String name) {
        return Optional.ofNullable(rows(kind.group(), kind.plural()).get(rowKey(namespace, name)));
    }

    /** The kind's rows by namespace and name; a live view. */
    NavigableMap<String, ObjectNode> rows(ResourceKind kind) {
        return rows(kind.group(), kind.plural());
    }

    private NavigableMap<String, ObjectNode> rows(String group, String plural) {
        NavigableMap<String, ObjectNode> found = tables.get(new Table(group, plural));
        return found == null ? Collections.emptyNavigableMap() : found;
    }

    /** Every row there is, as a copy. */
    Collection<Row> everything() {
        List<Row> all = new ArrayList<>();
        tables.forEach((table, rows) ->
                rows.values().forEach(object -> all.add(new Row(table.group(), table.plural(), object))));
        return all;
    }

    /** Stores {@code object} under the next version, which is written into it. */
    void put(String group, String plural, ObjectNode object) {
        version++;
        Meta.edit(object).put("resourceVersion", Long.toString(version));
        String namespace = Meta.namespace(object);
        Optional<ObjectNode> before =
                Optional.ofNullable(tables.computeIfAbsent(new Table(group, plural), table -> new TreeMap<>())
                        .put(rowKey(namespace, Meta.name(object)), object));
        history.append(new Change(version, group, plural, namespace, before, object, false));
    }

    /** Removes the row; {@code last} is reported as its last state, with the deletion's version written into it. */
    void remove(String group, String plural, ObjectNode last) {
        String namespace = Meta.namespace(last);
        ObjectNode before = rows(group, plural).remove(rowKey(namespace, Meta.name(last)));
        if (before == null) {
            return;
        }
        version++;
        Meta.edit(last).put("resourceVersion", Long.toString(version));
        history.append(new Change(version, group, plural, namespace, Optional.of(before), last, true));
    }
}
