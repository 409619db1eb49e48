package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps the status of every PodDisruptionBudget. */
final class Budgets implements Controller {
    /** After this a booked eviction that never came to be is forgotten. */
    static final Duration BOOKING = Duration.ofMinutes(2);

    private static final Set<String> COUNTED = Set.of(
            "pods", "poddisruptionbudgets", "replicationcontrollers", "replicasets", "deployments", "statefulsets");

    private final Objects objects;
    private final InstantSource clock;
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final Map<String, Instant> due = new TreeMap<>();

    Budgets(Objects objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public void changed(Stored row) {
        if (COUNTED.contains(row.plural())) {
            namespaces.add(row.namespace());
        }
    }

    @Override
    public void passed(Instant now) {
        due.entrySet().removeIf(entry -> {
            boolean over = !now.isBefore(entry.getValue());
            if (over) {
                namespaces.add(entry.getKey());
            }
            return over;
        });
    }

    @Override
    public void act() {
        List<String> taken = List.copyOf(namespaces);
        namespaces.clear();
        taken.forEach(this::count);
    }

    private void count(String namespace) {
        List<Stored> budgets = objects.all(BuiltinKinds.BUDGET, namespace);
        if (budgets.isEmpty()) {
            return;
        }
        List<Stored> pods = objects.all(BuiltinKinds.POD, namespace);
        Instant now = clock.instant();
        BudgetStatus status = new BudgetStatus(new Replicas(objects, namespace), pods, now);
        for (Stored budget : budgets) {
            objects.editStatus(budget, status::count);
            objects.byUid(budget.uid())
                    .filter(after -> after.object().path("status").has("disruptedPods"))
                    .ifPresent(after -> due.putIfAbsent(namespace, now.plus(BOOKING)));
        }
    }
}
