package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away what a schema does not know, unless it says {@code x-kubernetes-preserve-unknown-fields}. Known fields
 * below a place that keeps the unknown ones are still looked into. Used for one object, by one thread.
 */
public final class Pruner {
    private static final Set<String> OF_RESOURCES = Set.of("apiVersion", "kind", "metadata");

    private final List<String> dropped = new ArrayList<>();

    private Pruner() {}

    /**
     * @param resource the object itself is a resource: its {@code apiVersion}, {@code kind} and {@code metadata} stay
     * @return the paths of what is gone, sorted
     */
    public static List<String> prune(Schema schema, JsonNode value, boolean resource) {
        Pruner pruner = new Pruner();
        pruner.visit(schema, value, FieldPath.ROOT, resource);
        Collections.sort(pruner.dropped);
        return List.copyOf(pruner.dropped);
    }

    private void visit(Schema schema, JsonNode value, FieldPath path, boolean resource) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode item = array.get(i);
                FieldPath at = path.index(i);
                schema.items().ifPresent(items -> visit(items, item, at, items.embeddedResource()));
            }
        } else if (value instanceof ObjectNode object) {
            members(schema, object, path, resource || schema.embeddedResource());
        }
    }

    private void members(Schema schema, ObjectNode object, FieldPath path, boolean resource) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (resource && OF_RESOURCES.contains(name)) {
                continue;
            }
            Optional<Schema> member = schema.member(name);
            if (member.isPresent()) {
                visit(member.get(), object.path(name), path.child(name), false);
            } else if (!schema.preserveUnknownFields()) {
                object.remove(name);
                dropped.add(path.child(name).toString());
            }
        }
    }
}
