package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Counts the pods of a namespace for its budgets. Of one moment.
 *
 * <p>The arithmetic is that of k8s.io/kubernetes/pkg/controller/disruption: percentages are of what the owners of the
 * pods want, and rounded up.
 */
final class BudgetStatus {
    private final Replicas replicas;
    private final List<ObjectNode> pods;
    private final Instant now;

    BudgetStatus(Replicas replicas, List<Stored> pods, Instant now) {
        this.replicas = replicas;
        this.pods = pods.stream().map(Stored::object).toList();
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    static boolean ready(ObjectNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** The budget with its status as it should be. */
    ObjectNode count(ObjectNode budget) {
        List<ObjectNode> mine = pods.stream().filter(PodSelector.of(budget)).toList();
        ObjectNode status = budget.get("status") instanceof ObjectNode there ? there : budget.putObject("status");
        ObjectNode booked = booked(status, mine);
        JsonNode spec = budget.path("spec");
        int expected = mine.size();
        int desired = 0;
        if (spec.has("maxUnavailable")) {
            expected = replicas.of(mine);
            desired = Math.max(0, expected - share(spec.get("maxUnavailable"), expected));
        } else if (spec.path("minAvailable").isTextual()) {
            expected = replicas.of(mine);
            desired = share(spec.get("minAvailable"), expected);
        } else if (spec.has("minAvailable")) {
            desired = spec.get("minAvailable").asInt();
        }
        int healthy = (int) mine.stream()
                .filter(pod -> !Meta.deleting(pod) && !booked.has(Meta.name(pod)) && ready(pod))
                .count();
        int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
        long generation = Meta.of(budget).path("generation").asLong();
        if (booked.isEmpty()) {
            status.remove("disruptedPods");
        } else {
            status.set("disruptedPods", booked);
        }
        status.put("observedGeneration", generation)
                .put("disruptionsAllowed", allowed)
                .put("currentHealthy", healthy)
                .put("desiredHealthy", desired)
                .put("expectedPods", expected);
        condition(status, allowed > 0, generation);
        return budget;
    }

    /** The evictions that were allowed and whose pods are not seen to go yet. */
    private ObjectNode booked(ObjectNode status, List<ObjectNode> mine) {
        ObjectNode still = status.objectNode();
        for (ObjectNode pod : mine) {
            JsonNode since = status.path("disruptedPods").path(Meta.name(pod));
            if (since.isTextual()
                    && !Meta.deleting(pod)
                    && now.isBefore(Instant.parse(since.asText()).plus(Budgets.BOOKING))) {
                still.set(Meta.name(pod), since);
            }
        }
        return still;
    }

    private static int share(JsonNode value, int of) {
        if (!value.isTextual()) {
            return value.asInt();
        }
        int percent = Integer.parseInt(value.asText().replace("%", ""));
        return (int) Math.ceil(percent * (double) of / 100);
    }

    private void condition(ObjectNode status, boolean allowed, long generation) {
        String value = allowed ? "True" : "False";
        String since = now.toString();
        for (JsonNode old : status.path("conditions")) {
            if (old.path("status").asText().equals(value)) {
                since = old.path("lastTransitionTime").asText();
            }
        }
        status.putArray("conditions")
                .addObject()
                .put("type", "DisruptionAllowed")
                .put("status", value)
                .put("observedGeneration", generation)
                .put("lastTransitionTime", since)
                .put("reason", allowed ? "SufficientPods" : "InsufficientPods")
                .put("message", "");
    }
}
