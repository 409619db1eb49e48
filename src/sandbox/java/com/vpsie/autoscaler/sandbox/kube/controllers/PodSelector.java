package com.vpsie.autoscaler.sandbox.kube.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A {@code LabelSelector} as a predicate of pods: a missing one selects nothing, an empty one everything. */
final class PodSelector {
    private PodSelector() {}

    /** The selector of an object's spec. */
    static Predicate<ObjectNode> of(ObjectNode object) {
        JsonNode selector = object.path("spec").path("selector");
        return pod -> selector.isObject() && matches(selector, labels(pod));
    }

    private static Map<String, String> labels(ObjectNode pod) {
        Map<String, String> labels = new HashMap<>();
        Meta.of(pod)
                .path("labels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static boolean matches(JsonNode selector, Map<String, String> labels) {
        for (var wanted = selector.path("matchLabels").fields(); wanted.hasNext(); ) {
            Map.Entry<String, JsonNode> label = wanted.next();
            if (!label.getValue().asText().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!matchesExpression(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesExpression(JsonNode expression, Map<String, String> labels) {
        String key = expression.path("key").asText();
        Set<String> values = new HashSet<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        boolean has = labels.containsKey(key);
        boolean in = has && values.contains(labels.get(key));
        return switch (expression.path("operator").asText()) {
            case "In" -> in;
            case "NotIn" -> !in;
            case "Exists" -> has;
            case "DoesNotExist" -> !has;
            default -> false;
        };
    }
}
