package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The objects themselves, the one counter of versions and the history. Knows nothing of the rules of writing. Guarded
 * by the store's lock.
 */
final class Tables implements Rows {
    private record Table(String group, String plural) {
        static final Comparator<Table> ORDER =
                Comparator.comparing(Table::group).thenComparing(Table::plural);
    }

    /** An order that does not change with a row's content, so that equal stores act in an equal order. */
    private static final Comparator<Stored> ORDER = Comparator.comparing(Stored::group)
            .thenComparing(Stored::plural)
            .thenComparing(Stored::namespace)
            .thenComparing(Stored::name);

    /** No key of a namespace's rows comes after the namespace with this. */
    private static final char AFTER_SLASH = '/' + 1;

    private final NavigableMap<Table, NavigableMap<String, Stored>> tables = new TreeMap<>(Table.ORDER);
    private final Map<String, Stored> byUid = new HashMap<>();
    private final Map<String, NavigableSet<Stored>> byOwner = new HashMap<>();
    private final KindRegistry kinds = new KindRegistry();
    private final History history;
    private long version;

    Tables(History history) {
        this.history = history;
    }

    @Override
    public KindRegistry kinds() {
        return kinds;
    }

    long version() {
        return version;
    }

    /** Order of lists and of continue tokens. */
    static String rowKey(String namespace, String name) {
        return namespace + "/" + name;
    }

    @Override
    public Optional<Stored> find(ResourceKind kind, String namespace, String name) {
        return Optional.ofNullable(rows(kind.storedGroup(), kind.plural()).get(rowKey(namespace, name)))
                .map(row -> row.as(kind));
    }

    /** The rows by namespace and name; a live view. */
    NavigableMap<String, Stored> rows(String group, String plural) {
        NavigableMap<String, Stored> found = tables.get(new Table(group, plural));
        return found == null ? Collections.emptyNavigableMap() : found;
    }

    @Override
    public Optional<ResourceKind> kindOf(Stored row) {
        return kinds.all().stream()
                .filter(kind ->
                        kind.group().equals(row.group()) && kind.plural().equals(row.plural()))
                .findFirst();
    }

    @Override
    public Optional<Stored> byUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    @Override
    public List<Stored> dependentsOf(String uid) {
        return List.copyOf(byOwner.getOrDefault(uid, Collections.emptyNavigableSet()));
    }

    @Override
    public List<Stored> inNamespace(String namespace) {
        List<Stored> found = new ArrayList<>();
        for (NavigableMap<String, Stored> rows : tables.values()) {
            found.addAll(rows.subMap(namespace + "/", namespace + AFTER_SLASH).values());
        }
        return found;
    }

    @Override
    public List<Stored> of(String group, String plural) {
        return List.copyOf(rows(group, plural).values());
    }

    @Override
    public void put(ResourceKind kind, ObjectNode object) {
        version++;
        Stored row = Stored.of(kind, object, version);
        Optional<Stored> before = Optional.ofNullable(
                tables.computeIfAbsent(new Table(row.group(), row.plural()), table -> new TreeMap<>())
                        .put(rowKey(row.namespace(), row.name()), row));
        before.ifPresent(this::unindex);
        index(row);
        history.append(new Change(before, row, false));
    }

    @Override
    public void remove(ResourceKind kind, ObjectNode last) {
        Stored before = rows(kind.storedGroup(), kind.plural()).remove(rowKey(Meta.namespace(last), Meta.name(last)));
        if (before == null) {
            return;
        }
        unindex(before);
        version++;
        history.append(new Change(Optional.of(before), Stored.of(kind, last, version), true));
    }

    /**
     * A kind's rows as they were at {@code asOf}, by namespace and name; from {@code after} on, without it.
     *
     * @throws ApiException 410 when the history does not reach back so far; 504 when it has not been written yet
     */
    List<Stored> rowsAt(ResourceKind kind, String namespace, String after, long asOf) {
        if (asOf > version) {
            throw ApiException.tooLarge(asOf, version);
        }
        NavigableMap<String, Stored> rows = rows(kind.storedGroup(), kind.plural());
        List<Change> undone = asOf == version
                ? List.of()
                : history.since(asOf).stream()
                        .filter(change -> change.concerns(kind, namespace))
                        .toList();
        if (!undone.isEmpty()) {
            rows = new TreeMap<>(rows);
            undo(rows, undone);
        }
        if (namespace.isEmpty()) {
            return List.copyOf(rows.tailMap(after, false).values());
        }
        String first = namespace + "/";
        String from = after.compareTo(first) > 0 ? after : first;
        String to = namespace + AFTER_SLASH;
        return from.compareTo(to) < 0
                ? List.copyOf(rows.subMap(from, false, to, false).values())
                : List.of();
    }

    private static void undo(NavigableMap<String, Stored> rows, List<Change> changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            String key = rowKey(change.after().namespace(), change.after().name());
            change.before().ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        }
    }

    /**
     * Makes everything as it was at {@code earlier}; the next write gets the version after it.
     *
     * @throws ApiException 410 when the history does not reach back so far; 504 when it has not been written yet
     */
    void rewind(long earlier) {
        if (earlier > version) {
            throw ApiException.tooLarge(earlier, version);
        }
        List<Change> undone = history.since(earlier);
        rows(BuiltinKinds.CRD.group(), BuiltinKinds.CRD.plural())
                .values()
                .forEach(definition -> kinds.uninstall(definition.object()));
        for (int i = undone.size() - 1; i >= 0; i--) {
            Change change = undone.get(i);
            if (!change.deleted()) {
                unindex(change.after());
            }
            undo(
                    tables.computeIfAbsent(
                            new Table(change.after().group(), change.after().plural()), table -> new TreeMap<>()),
                    List.of(change));
            change.before().ifPresent(this::index);
        }
        rows(BuiltinKinds.CRD.group(), BuiltinKinds.CRD.plural())
                .values()
                .forEach(definition -> kinds.install(definition.object()));
        history.forgetSince(earlier);
        version = earlier;
    }

    private void index(Stored row) {
        byUid.put(row.uid(), row);
        row.owners()
                .forEach(owner -> byOwner.computeIfAbsent(owner, uid -> new TreeSet<>(ORDER))
                        .add(row));
    }

    private void unindex(Stored row) {
        byUid.remove(row.uid(), row);
        row.owners()
                .forEach(owner -> byOwner.computeIfPresent(owner, (uid, rows) -> {
                    rows.remove(row);
                    return rows.isEmpty() ? null : rows;
                }));
    }
}
