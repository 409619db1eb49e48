package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Rows;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Empties a namespace that is being deleted, says what holds it, and lets it go when nothing does. */
final class NamespaceEnd implements Controller {
    private final ObjectStore store;
    private final Objects objects;
    private final InstantSource clock;
    private final Set<String> ending = new LinkedHashSet<>();

    NamespaceEnd(ObjectStore store, Objects objects, InstantSource clock) {
        this.store = store;
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public void changed(Stored row) {
        String namespace = row.plural().equals("namespaces") && row.group().isEmpty() ? row.name() : row.namespace();
        if (!namespace.isEmpty() && find(namespace).isPresent()) {
            ending.add(namespace);
        }
    }

    private Optional<Stored> find(String namespace) {
        return objects.find(BuiltinKinds.NAMESPACE, "", namespace).filter(row -> Meta.deleting(row.object()));
    }

    @Override
    public void act() {
        List<String> taken = List.copyOf(ending);
        ending.clear();
        taken.forEach(namespace -> find(namespace).ifPresent(this::empty));
    }

    private void empty(Stored namespace) {
        for (Stored row : objects.inNamespace(namespace.name())) {
            if (!Meta.deleting(row.object())) {
                objects.delete(row, DeleteOptions.NONE);
            }
        }
        List<Stored> left = objects.inNamespace(namespace.name());
        store.within(rows -> {
            rows.find(BuiltinKinds.NAMESPACE, "", namespace.name())
                    .filter(row -> row.uid().equals(namespace.uid()))
                    .ifPresent(row -> write(rows, row.object(), left));
            return left;
        });
    }

    private void write(Rows rows, ObjectNode namespace, List<Stored> left) {
        ObjectNode next = namespace.deepCopy();
        if (left.isEmpty()) {
            next.putObject("spec");
            if (Meta.finalizers(next).isEmpty()) {
                rows.remove(BuiltinKinds.NAMESPACE, next);
                return;
            }
        }
        if (!left.isEmpty() || namespace.path("status").has("conditions")) {
            Remains.describe(next, left, clock.instant());
        }
        if (!next.equals(namespace)) {
            rows.put(BuiltinKinds.NAMESPACE, next);
        }
    }
}
