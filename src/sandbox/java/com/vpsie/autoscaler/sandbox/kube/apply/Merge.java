package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts a configuration over an object: what the configuration says wins, the rest stays. */
final class Merge {
    private Merge() {}

    /** Neither is modified, but the result may share nodes with both. */
    static JsonNode of(FieldType type, JsonNode live, JsonNode config) {
        FieldType.Form form = Values.absent(config) ? type.form(live) : type.form(config);
        return switch (form) {
            case SCALAR -> over(live, config);
            case LIST ->
                type.atomicList() || live.isEmpty() && config.isEmpty()
                        ? over(live, config)
                        : items(type, new Items(type, live), new Items(type, config));
            case MAP ->
                type.atomicMap() || live.isEmpty() && config.isEmpty()
                        ? over(live, config)
                        : members(type, live, config);
        };
    }

    private static JsonNode over(JsonNode live, JsonNode config) {
        return Values.absent(config) ? live : config;
    }

    private static JsonNode members(FieldType type, JsonNode live, JsonNode config) {
        ObjectNode merged = Json.object();
        if (live.isObject()) {
            live.fields()
                    .forEachRemaining(member -> put(
                            merged,
                            member.getKey(),
                            of(
                                    type.member(member.getKey()),
                                    member.getValue(),
                                    config.isObject() ? config.path(member.getKey()) : Values.ABSENT)));
        }
        if (config.isObject()) {
            config.fields().forEachRemaining(member -> {
                if (!live.has(member.getKey())) {
                    put(merged, member.getKey(), of(type.member(member.getKey()), Values.ABSENT, member.getValue()));
                }
            });
        }
        return merged.isEmpty() ? Values.ABSENT : merged;
    }

    private static void put(ObjectNode merged, String name, JsonNode value) {
        if (!Values.absent(value)) {
            merged.set(name, value);
        }
    }

    /**
     * The items of both, in the order of the configuration; an item that only the object has keeps its place among its
     * neighbours as far as that order allows.
     */
    private static JsonNode items(FieldType type, Items live, Items config) {
        ArrayNode merged = Json.object().arrayNode();
        Deque<PathElement> shared = new ArrayDeque<>();
        for (int i = 0; i < config.size(); i++) {
            if (live.has(config.step(i))) {
                shared.add(config.step(i));
            }
        }
        Set<PathElement> done = new TreeSet<>();
        int next = 0;
        for (int i = 0; i < live.size(); i++) {
            PathElement step = live.step(i);
            if (!config.has(step)) {
                add(merged, of(type.items(), live.item(i), Values.ABSENT));
                continue;
            }
            boolean awaited = next < config.size()
                    && (config.step(next).compareTo(step) == 0
                            || Optional.ofNullable(shared.peek())
                                    .map(first -> first.compareTo(step) == 0)
                                    .orElse(true));
            boolean more = awaited && next < config.size();
            while (more) {
                PathElement taken = config.step(next++);
                done.add(taken);
                Optional.ofNullable(shared.peek())
                        .filter(first -> first.compareTo(taken) == 0)
                        .ifPresent(first -> shared.remove());
                add(merged, of(type.items(), live.only(taken), config.only(taken)));
                more = next < config.size() && !done.contains(step);
            }
        }
        for (; next < config.size(); next++) {
            PathElement step = config.step(next);
            add(merged, of(type.items(), live.only(step), config.only(step)));
        }
        return merged.isEmpty() ? Values.ABSENT : merged;
    }

    private static void add(ArrayNode merged, JsonNode item) {
        if (!Values.absent(item)) {
            merged.add(item);
        }
    }
}
