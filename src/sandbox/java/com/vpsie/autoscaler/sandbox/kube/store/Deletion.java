package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions.Propagation;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Deleted;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The API server's part of a deletion: an object goes at once, or is marked and held by its finalizers, by a pod's grace
 * or by a namespace's content. What becomes of dependents and of the content of namespaces is for controllers, whom the
 * finalizers {@code foregroundDeletion}, {@code orphan} and {@code kubernetes} (of a namespace's spec) wait for.
 *
 * <p>The order of the steps is that of {@code BeforeDelete} and {@code Store.Delete} in k8s.io/apiserver.
 */
final class Deletion implements Deletions {
    private static final Set<String> KEPT_NAMESPACES = Set.of("default", "kube-system", "kube-public");
    private static final String GRACE = "deletionGracePeriodSeconds";

    private final Rows rows;
    private final InstantSource clock;

    Deletion(Rows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Deleted delete(ResourceKind kind, ObjectNode old, DeleteOptions options) {
        ObjectNode next = old.deepCopy();
        if (kind.equals(BuiltinKinds.NAMESPACE)) {
            return deleteNamespace(kind, old, next, options);
        }
        boolean stays = grace(kind, next, options);
        finalizers(next, options);
        stays |= !Meta.finalizers(next).isEmpty();
        if (stays) {
            if (!Meta.deleting(next)) {
                mark(next, 0);
            }
            if (!next.equals(old) && !options.dryRun()) {
                rows.put(kind, next);
            }
            return new Deleted(next, false);
        }
        if (kind.equals(BuiltinKinds.POD)) {
            Meta.edit(next).put("deletionTimestamp", now().toString()).put(GRACE, 0);
        }
        if (!options.dryRun()) {
            remove(kind, next);
        }
        return new Deleted(next, true);
    }

    private Deleted deleteNamespace(ResourceKind kind, ObjectNode old, ObjectNode next, DeleteOptions options) {
        if (KEPT_NAMESPACES.contains(Meta.name(old))) {
            throw ApiException.forbidden(kind, Meta.name(old), "this namespace may not be deleted");
        }
        if (!Meta.deleting(old)) {
            Meta.edit(next).put("deletionTimestamp", now().toString());
            finalizers(next, options);
            JsonNode conditions = old.path("status").path("conditions");
            ObjectNode status = next.putObject("status").put("phase", "Terminating");
            if (!conditions.isMissingNode()) {
                status.set("conditions", conditions.deepCopy());
            }
            if (!options.dryRun()) {
                rows.put(kind, next);
            }
        }
        if (!mayGo(kind, next) || !Meta.finalizers(next).isEmpty() || options.dryRun()) {
            return new Deleted(next, false);
        }
        remove(kind, next);
        return new Deleted(next, true);
    }

    /**
     * Gives a pod on a node its time to stop, or less of it when it is asked a second time.
     *
     * @return whether it has to be waited for
     */
    private boolean grace(ResourceKind kind, ObjectNode next, DeleteOptions options) {
        if (!kind.equals(BuiltinKinds.POD)) {
            return false;
        }
        int current = Meta.of(next).path(GRACE).asInt(0);
        int wanted = seconds(next, options.grace());
        if (!Meta.deleting(next)) {
            if (wanted > 0) {
                mark(next, wanted);
            }
            return wanted > 0;
        }
        if (current == 0) {
            return false;
        }
        if (options.grace().isPresent() && wanted < current) {
            Instant end = Instant.parse(Meta.text(next, "deletionTimestamp"));
            Meta.edit(next)
                    .put("deletionTimestamp", end.minusSeconds(current - wanted).toString())
                    .put(GRACE, wanted);
            return wanted > 0;
        }
        return true;
    }

    private static int seconds(ObjectNode pod, OptionalInt asked) {
        String phase = pod.path("status").path("phase").asText();
        boolean nobodyToStop = pod.path("spec").path("nodeName").asText().isEmpty();
        if (nobodyToStop || phase.equals("Succeeded") || phase.equals("Failed")) {
            return 0;
        }
        int seconds = asked.orElse(
                pod.path("spec").path("terminationGracePeriodSeconds").asInt(30));
        return seconds < 0 ? 1 : seconds;
    }

    private void mark(ObjectNode object, int grace) {
        Meta.edit(object)
                .put("deletionTimestamp", now().plusSeconds(grace).toString())
                .put(GRACE, grace);
        MetadataRules.raiseGeneration(object);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is to happen to dependents is told to the garbage collector by a finalizer. */
    private static void finalizers(ObjectNode object, DeleteOptions options) {
        List<String> wanted = Meta.finalizers(object);
        Optional<Propagation> policy = options.propagation();
        boolean orphan = policy.map(p -> p == Propagation.ORPHAN).orElse(wanted.contains(Meta.ORPHAN));
        boolean foreground = policy.map(p -> p == Propagation.FOREGROUND).orElse(wanted.contains(Meta.FOREGROUND));
        wanted.removeAll(List.of(Meta.ORPHAN, Meta.FOREGROUND));
        if (orphan) {
            wanted.add(Meta.ORPHAN);
        }
        if (foreground) {
            wanted.add(Meta.FOREGROUND);
        }
        if (wanted.isEmpty()) {
            Meta.edit(object).remove("finalizers");
        } else {
            ArrayNode list = Meta.edit(object).putArray("finalizers");
            wanted.forEach(list::add);
        }
    }

    @Override
    public boolean mayGo(ResourceKind kind, ObjectNode next) {
        if (kind.equals(BuiltinKinds.NAMESPACE)) {
            return next.path("spec").path("finalizers").isEmpty();
        }
        return Meta.of(next).path(GRACE).asInt(0) == 0;
    }

    @Override
    public void remove(ResourceKind kind, ObjectNode last) {
        rows.remove(kind, last);
        if (kind.equals(BuiltinKinds.CRD)) {
            removeCustomObjects(last);
            rows.kinds().uninstall(last);
        }
    }

    private void removeCustomObjects(ObjectNode definition) {
        String group = definition.path("spec").path("group").asText();
        String plural = definition.path("spec").path("names").path("plural").asText();
        for (Stored row : rows.of(group, plural)) {
            rows.kindOf(row).ifPresent(kind -> rows.remove(kind, row.object()));
        }
    }
}
