package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions.Propagation;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes what has lost its owners, holds an owner that is to go after what it owns, and releases what an owner is to
 * leave behind.
 *
 * <p>The rules are those of k8s.io/kubernetes/pkg/controller/garbagecollector: an owner is solid, dangling (not there,
 * or there with another uid) or waiting for its dependents.
 */
final class GarbageCollector implements Controller {
    private enum Owner {
        SOLID,
        DANGLING,
        WAITING
    }

    private final Objects objects;
    private final Set<String> owned = new LinkedHashSet<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> leaving = new LinkedHashSet<>();

    GarbageCollector(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Stored row) {
        Optional<Stored> now = objects.byUid(row.uid());
        if (now.isEmpty()) {
            objects.dependentsOf(row.uid()).forEach(dependent -> owned.add(dependent.uid()));
        } else {
            ObjectNode object = now.get().object();
            if (Meta.deleting(object)) {
                noteFinalizers(row.uid(), Meta.finalizers(object));
            }
            if (!now.get().owners().isEmpty()) {
                owned.add(row.uid());
            }
        }
        waiting.addAll(row.owners());
    }

    private void noteFinalizers(String uid, List<String> finalizers) {
        if (finalizers.contains(Meta.FOREGROUND)) {
            waiting.add(uid);
        }
        if (finalizers.contains(Meta.ORPHAN)) {
            leaving.add(uid);
        }
    }

    @Override
    public void act() {
        take(leaving).forEach(uid -> objects.byUid(uid).ifPresent(this::leaveBehind));
        take(waiting).forEach(uid -> objects.byUid(uid).ifPresent(this::waitForDependents));
        take(owned).forEach(uid -> objects.byUid(uid).ifPresent(this::collect));
    }

    private static List<String> take(Set<String> uids) {
        List<String> taken = List.copyOf(uids);
        uids.clear();
        return taken;
    }

    private void leaveBehind(Stored owner) {
        ObjectNode object = owner.object();
        if (Meta.deleting(object) && Meta.finalizers(object).contains(Meta.ORPHAN)) {
            for (Stored dependent : objects.dependentsOf(owner.uid())) {
                objects.keepOwners(
                        dependent, reference -> !reference.path("uid").asText().equals(owner.uid()));
            }
            objects.removeFinalizer(owner, Meta.ORPHAN);
        }
    }

    private void waitForDependents(Stored owner) {
        if (!waits(owner.object())) {
            return;
        }
        List<Stored> blocking = objects.dependentsOf(owner.uid()).stream()
                .filter(dependent -> blocks(dependent.object(), owner.uid()))
                .toList();
        if (blocking.isEmpty()) {
            objects.removeFinalizer(owner, Meta.FOREGROUND);
        }
        blocking.forEach(dependent -> owned.add(dependent.uid()));
    }

    private static boolean waits(ObjectNode object) {
        return Meta.deleting(object) && Meta.finalizers(object).contains(Meta.FOREGROUND);
    }

    private static boolean blocks(ObjectNode dependent, String owner) {
        for (JsonNode reference : Meta.of(dependent).path("ownerReferences")) {
            if (reference.path("uid").asText().equals(owner)
                    && reference.path("blockOwnerDeletion").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private void collect(Stored row) {
        ObjectNode object = row.object();
        if (Meta.deleting(object)) {
            return;
        }
        List<JsonNode> solid = new ArrayList<>();
        boolean anyWaiting = false;
        int all = 0;
        for (JsonNode reference : Meta.of(object).path("ownerReferences")) {
            Owner owner = ownerOf(row, reference);
            all++;
            anyWaiting |= owner == Owner.WAITING;
            if (owner == Owner.SOLID) {
                solid.add(reference);
            }
        }
        if (all == 0 || solid.size() == all) {
            return;
        }
        if (!solid.isEmpty()) {
            objects.keepOwners(row, solid::contains);
        } else {
            objects.delete(row, DeleteOptions.of(row.uid(), policy(row, object, anyWaiting)));
        }
    }

    private Propagation policy(Stored row, ObjectNode object, boolean ownerWaits) {
        if (ownerWaits && !objects.dependentsOf(row.uid()).isEmpty()) {
            return Propagation.FOREGROUND;
        }
        List<String> finalizers = Meta.finalizers(object);
        return finalizers.contains(Meta.ORPHAN)
                ? Propagation.ORPHAN
                : finalizers.contains(Meta.FOREGROUND) ? Propagation.FOREGROUND : Propagation.BACKGROUND;
    }

    private Owner ownerOf(Stored dependent, JsonNode reference) {
        Optional<ResourceKind> kind = objects.kind(
                reference.path("apiVersion").asText(), reference.path("kind").asText());
        if (kind.isEmpty() || (kind.get().namespaced() && dependent.namespace().isEmpty())) {
            // nothing can be known about such an owner, so nothing is taken away
            return Owner.SOLID;
        }
        String namespace = kind.get().namespaced() ? dependent.namespace() : "";
        return objects.find(kind.get(), namespace, reference.path("name").asText())
                .filter(found -> found.uid().equals(reference.path("uid").asText()))
                .map(found -> waits(found.object()) ? Owner.WAITING : Owner.SOLID)
                .orElse(Owner.DANGLING);
    }
}
