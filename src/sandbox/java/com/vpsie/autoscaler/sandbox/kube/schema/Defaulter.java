package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills in the defaults of a schema, the way the API server does: where a field is missing, and where it is null without
 * being nullable. A null that has no default goes away. No state.
 */
public final class Defaulter {
    private Defaulter() {}

    /** @param value changed in place */
    public static void apply(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            members(schema, object);
        } else if (value instanceof ArrayNode array) {
            schema.items().ifPresent(items -> items(items, array));
        }
    }

    private static void members(Schema schema, ObjectNode object) {
        schema.properties().forEach((name, property) -> {
            JsonNode there = object.get(name);
            if (there == null || misplacedNull(there, property)) {
                property.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
            }
        });
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            Optional<Schema> member = schema.member(name);
            JsonNode value = object.get(name);
            if (member.isEmpty() || value == null) {
                continue;
            }
            if (misplacedNull(value, member.get())) {
                Optional<JsonNode> filler = member.get().defaultValue();
                if (filler.isEmpty()) {
                    object.remove(name);
                    continue;
                }
                value = filler.get().deepCopy();
                object.set(name, value);
            }
            apply(member.get(), value);
        }
    }

    private static void items(Schema items, ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
            if (misplacedNull(array.get(i), items) && items.defaultValue().isPresent()) {
                array.set(i, items.defaultValue().get().deepCopy());
            }
            apply(items, array.get(i));
        }
    }

    private static boolean misplacedNull(JsonNode value, Schema schema) {
        return value.isNull() && !schema.nullable();
    }
}
