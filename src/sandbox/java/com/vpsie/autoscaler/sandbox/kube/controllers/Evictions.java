package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Deletes pods as far as disruption budgets allow it. An eviction is booked on the budget before the pod is touched, so
 * two evictions at once cannot use one allowance. Safe for any thread.
 *
 * <p>The order of the steps, and what a pod that is not ready may do, is that of the eviction REST storage in
 * k8s.io/kubernetes/pkg/registry/core/pod.
 */
public final class Evictions {
    private static final Set<String> NOT_DISRUPTED = Set.of("Pending", "Succeeded", "Failed");

    private final ObjectStore store;
    private final Objects objects;
    private final InstantSource clock;

    public Evictions(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.objects = new Objects(store);
        this.clock = clock;
    }

    /**
     * Evicts one pod.
     *
     * @throws ApiException 404; 409 when a precondition does not hold; 429 when its budget does not allow it now; 500
     *     when it has two budgets
     */
    public void evict(String namespace, String name, DeleteOptions options) {
        ObjectNode pod = store.get(BuiltinKinds.POD, namespace, name);
        boolean undisturbed = Meta.deleting(pod)
                || NOT_DISRUPTED.contains(pod.path("status").path("phase").asText());
        if (!undisturbed) {
            List<Stored> budgets = objects.all(BuiltinKinds.BUDGET, namespace).stream()
                    .filter(budget -> PodSelector.of(budget.object()).test(pod))
                    .toList();
            if (budgets.size() > 1) {
                throw ApiException.of(
                        500,
                        "",
                        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
                                + " support.");
            }
            budgets.forEach(budget -> book(budget, pod, options.dryRun()));
            if (!options.dryRun()) {
                store.patch(BuiltinKinds.POD, namespace, name, this::condemn, Part.STATUS);
            }
        }
        store.delete(BuiltinKinds.POD, namespace, name, options);
    }

    private void book(Stored budget, ObjectNode pod, boolean dryRun) {
        store.patch(
                BuiltinKinds.BUDGET,
                budget.namespace(),
                budget.name(),
                current -> {
                    if (!mayGoUnready(current, pod)) {
                        check(current);
                        if (!dryRun) {
                            take(current, pod);
                        }
                    }
                    return current;
                },
                Part.STATUS);
    }

    private static boolean mayGoUnready(ObjectNode budget, ObjectNode pod) {
        if (BudgetStatus.ready(pod)) {
            return false;
        }
        JsonNode status = budget.path("status");
        int desired = status.path("desiredHealthy").asInt();
        boolean always =
                budget.path("spec").path("unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow");
        return always || (desired > 0 && status.path("currentHealthy").asInt() >= desired);
    }

    private static void check(ObjectNode budget) {
        String name = Meta.name(budget);
        JsonNode status = budget.path("status");
        if (status.path("observedGeneration").asLong()
                < Meta.of(budget).path("generation").asLong()) {
            throw ApiException.budget("The disruption budget " + name + " is still being processed by the server.");
        }
        if (status.path("disruptionsAllowed").asInt() > 0) {
            return;
        }
        int healthy = status.path("currentHealthy").asInt();
        int desired = status.path("desiredHealthy").asInt();
        throw ApiException.budget(
                healthy <= desired
                        ? "The disruption budget " + name + " needs " + desired + " healthy pods and has " + healthy
                                + " currently"
                        : "The disruption budget " + name + " does not allow evicting pods currently");
    }

    private void take(ObjectNode budget, ObjectNode pod) {
        ObjectNode status = (ObjectNode) budget.get("status");
        int left = status.path("disruptionsAllowed").asInt() - 1;
        status.put("disruptionsAllowed", left);
        ObjectNode disrupted =
                status.get("disruptedPods") instanceof ObjectNode there ? there : status.putObject("disruptedPods");
        disrupted.put(Meta.name(pod), now());
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private ObjectNode condemn(ObjectNode pod) {
        ObjectNode status = pod.get("status") instanceof ObjectNode there ? there : pod.putObject("status");
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode there ? there : status.putArray("conditions");
        conditions
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("lastTransitionTime", now())
                .put("reason", "EvictionByEvictionAPI")
                .put("message", "Eviction API: evicting");
        return pod;
    }
}
