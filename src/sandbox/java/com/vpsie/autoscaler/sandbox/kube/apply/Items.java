package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The items of a list that is not atomic, by the step that leads to each. Not modified once it is made. */
final class Items {
    private final Map<PathElement, List<JsonNode>> byStep = new TreeMap<>();
    private final List<PathElement> steps = new ArrayList<>();
    private final List<JsonNode> items = new ArrayList<>();

    /** @param list an array; anything else has no items; an item that cannot be told apart is passed over */
    Items(FieldType type, JsonNode list) {
        if (!list.isArray()) {
            return;
        }
        for (JsonNode item : list) {
            try {
                PathElement step = type.stepTo(item);
                byStep.computeIfAbsent(step, s -> new ArrayList<>()).add(item);
                steps.add(step);
                items.add(item);
            } catch (IllegalArgumentException e) {
                // was accepted before the list became what it is: nobody can own it by itself
            }
        }
    }

    int size() {
        return items.size();
    }

    /** The step to the item at a place. */
    PathElement step(int place) {
        return steps.get(place);
    }

    JsonNode item(int place) {
        return items.get(place);
    }

    boolean has(PathElement step) {
        return byStep.containsKey(step);
    }

    /** All items with the same step, normally at most one. */
    List<JsonNode> at(PathElement step) {
        return byStep.getOrDefault(step, List.of());
    }

    /** The only item with that step; null when there are more; absent when there is none. */
    JsonNode only(PathElement step) {
        List<JsonNode> same = at(step);
        return same.isEmpty() ? Values.ABSENT : same.size() == 1 ? same.get(0) : NullNode.getInstance();
    }

    void forEach(BiConsumer<PathElement, List<JsonNode>> action) {
        byStep.forEach(action);
    }
}
