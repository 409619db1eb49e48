package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.apply.ManagedFields.Share;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What writes do to the ownership of fields, for one kind and part of it. Immutable.
 *
 * @param version API version of the writes
 * @param types the kind's type in each API version it is served in; empty for others
 * @param tracked leaves of a set what this part can own
 */
record Ownership(String version, Function<String, Optional<FieldType>> types, UnaryOperator<FieldSet> tracked) {
    /** Identity and bookkeeping belong to the server. */
    private static final FieldSet NEVER_OWNED = FieldSet.EMPTY
            .union(FieldPaths.of("apiVersion"))
            .union(FieldPaths.of("kind"))
            .union(FieldPaths.of("metadata"))
            .union(FieldPaths.of("metadata", "name"))
            .union(FieldPaths.of("metadata", "namespace"))
            .union(FieldPaths.of("metadata", "creationTimestamp"))
            .union(FieldPaths.of("metadata", "selfLink"))
            .union(FieldPaths.of("metadata", "uid"))
            .union(FieldPaths.of("metadata", "clusterName"))
            .union(FieldPaths.of("metadata", "generation"))
            .union(FieldPaths.of("metadata", "managedFields"))
            .union(FieldPaths.of("metadata", "resourceVersion"));

    /** The object after an apply, without {@code managedFields}, and who owns what of it then. */
    record Applied(ObjectNode object, ManagedFields managed) {}

    private FieldType type() {
        return types.apply(version).orElse(Deduced.GRANULAR);
    }

    /** After any write but an apply: whoever wrote owns what changed, and nobody what is gone. */
    void update(JsonNode before, JsonNode after, ManagedFields managed, Manager by, Instant now) {
        forgetParts(managed);
        Comparison mine = settle(before, after, managed, Optional.empty());
        FieldSet taken = tracked.apply(mine.changed()).minus(NEVER_OWNED);
        if (!taken.isEmpty()) {
            FieldSet all =
                    managed.find(by).map(share -> share.fields().union(taken)).orElse(taken);
            managed.put(by, new Share(all, version, Optional.of(now)));
        }
    }

    /**
     * Merges a configuration into the live object and removes what its manager applied before and does not now.
     *
     * @param managed of the live object; not modified
     * @throws Conflicts when others own what would change, unless {@code force} takes it from them
     */
    Applied apply(ObjectNode live, ObjectNode config, ManagedFields managed, Manager by, boolean force, Instant now) {
        ManagedFields after = managed.copy();
        forgetParts(after);
        Optional<Share> last = after.find(by);
        FieldSet owned = tracked.apply(Owning.of(type(), config));
        after.put(by, new Share(owned, version, last.flatMap(Share::time)));
        JsonNode merged = Merge.of(type(), live, config);
        if (last.isPresent() && !last.get().fields().isEmpty()) {
            merged = prune(merged, last.get(), after);
        }
        ObjectNode next = merged instanceof ObjectNode object ? object : Json.object();
        if (!force) {
            refuseConflicts(live, next, after, by);
        }
        settle(live, next, after, Optional.of(by));
        after.dropIdle();
        after.edit(by, fields -> fields.minus(NEVER_OWNED));
        if (!Values.equal(live, next)) {
            after.find(by)
                    .ifPresent(share -> after.put(by, new Share(share.fields(), share.version(), Optional.of(now))));
        }
        return new Applied(next, after);
    }

    private void forgetParts(ManagedFields managed) {
        managed.all()
                .forEach((manager, share) -> types.apply(share.version())
                        .ifPresent(known ->
                                managed.put(manager, share.with(share.fields().withoutPartsOfAtomics(known)))));
    }

    private void refuseConflicts(JsonNode before, JsonNode after, ManagedFields managed, Manager by) {
        Map<Manager, FieldSet> conflicts = new TreeMap<>();
        Versions versions = new Versions(before, after);
        managed.all().forEach((manager, share) -> {
            Optional<Comparison> difference = versions.in(share.version());
            if (!manager.equals(by) && difference.isPresent()) {
                FieldSet both = share.fields().intersection(difference.get().changed());
                if (!both.isEmpty()) {
                    conflicts.put(manager, both);
                }
            }
        });
        if (!conflicts.isEmpty()) {
            throw new Conflicts(conflicts);
        }
    }

    /** Takes from everybody but {@code by} what changed or is gone; returns what that is, in the version written in. */
    private Comparison settle(JsonNode before, JsonNode after, ManagedFields managed, Optional<Manager> by) {
        Versions versions = new Versions(before, after);
        managed.all().forEach((manager, share) -> {
            if (by.isPresent() && by.get().equals(manager)) {
                return;
            }
            Optional<Comparison> difference = versions.in(share.version());
            if (difference.isEmpty()) {
                // of a version that is no longer served
                managed.remove(manager);
            } else {
                managed.edit(
                        manager,
                        fields -> fields.minus(difference.get().changed())
                                .minus(difference.get().removed()));
            }
        });
        return versions.in(version).orElseThrow();
    }

    /** The same two objects compared by the types of several API versions. */
    private final class Versions {
        private final JsonNode before;
        private final JsonNode after;
        private final Map<String, Optional<Comparison>> known = new TreeMap<>();

        Versions(JsonNode before, JsonNode after) {
            this.before = before;
            this.after = after;
        }

        Optional<Comparison> in(String other) {
            return known.computeIfAbsent(
                    other,
                    v -> (v.equals(version) ? Optional.of(type()) : types.apply(v))
                            .map(type -> Comparison.of(type, before, after))
                            .map(all -> new Comparison(
                                    tracked.apply(all.added()),
                                    tracked.apply(all.modified()),
                                    tracked.apply(all.removed()))));
        }
    }

    /**
     * Takes out of {@code merged} what was applied last and is owned by nobody now, together with what nobody owns in
     * it; a field that others own stays, and so does what holds it.
     */
    private JsonNode prune(JsonNode merged, Share last, ManagedFields managed) {
        Optional<FieldType> known = last.version().equals(version) ? Optional.of(type()) : types.apply(last.version());
        if (known.isEmpty()) {
            return merged;
        }
        FieldType type = known.get();
        FieldSet lastApplied = last.fields().withNamedFields(type);
        JsonNode without = Removal.of(type, merged, lastApplied);
        Map<String, FieldSet> ownedByVersion = new TreeMap<>();
        managed.all().values().forEach(share -> ownedByVersion.merge(share.version(), share.fields(), FieldSet::union));
        without = putBackOwned(type, merged, without, ownedByVersion.getOrDefault(last.version(), FieldSet.EMPTY));
        ownedByVersion.remove(last.version());
        for (Map.Entry<String, FieldSet> others : ownedByVersion.entrySet()) {
            Optional<FieldType> theirs = types.apply(others.getKey());
            if (theirs.isPresent()) {
                without = putBackOwned(theirs.get(), merged, without, others.getValue());
            }
        }
        FieldSet gone = fields(type, merged).minus(fields(type, without));
        return Removal.of(type, merged, gone.intersection(lastApplied));
    }

    private static JsonNode putBackOwned(FieldType type, JsonNode merged, JsonNode without, FieldSet owned) {
        FieldSet kept = fields(type, without).union(owned.withNamedFields(type));
        return Removal.of(type, merged, fields(type, merged).minus(kept));
    }

    private static FieldSet fields(FieldType type, JsonNode value) {
        return Owning.of(type, value).withNamedFields(type);
    }

    /** Who owns what an apply would change. Not for a server's answer before it is turned into one. */
    static final class Conflicts extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Map<Manager, FieldSet> fields;

        Conflicts(Map<Manager, FieldSet> fields) {
            super("conflicts: " + fields);
            this.fields = new TreeMap<>(fields);
        }

        Map<Manager, FieldSet> fields() {
            return fields;
        }

        ApiException toAnswer() {
            return ConflictAnswer.of(fields);
        }
    }
}
