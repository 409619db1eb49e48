package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;

/** Takes fields out of an object. */
final class Removal {
    private Removal() {}

    /**
     * {@code value} without the fields of the set; a list or an object of which nothing is left becomes null. It is not
     * modified, but the result may share nodes with it.
     */
    static JsonNode of(FieldType type, JsonNode value, FieldSet fields) {
        return switch (type.form(value)) {
            case SCALAR -> value;
            case LIST -> type.atomicList() || !value.isArray() ? NullNode.getInstance() : items(type, value, fields);
            case MAP -> type.atomicMap() || !value.isObject() ? NullNode.getInstance() : members(type, value, fields);
        };
    }

    private static JsonNode items(FieldType type, JsonNode list, FieldSet fields) {
        ArrayNode kept = Json.object().arrayNode();
        Items items = new Items(type, list);
        for (int i = 0; i < items.size(); i++) {
            PathElement step = items.step(i);
            if (!fields.has(step)) {
                kept.add(inside(type.items(), items.item(i), fields.below(step)));
            }
        }
        return kept.isEmpty() ? NullNode.getInstance() : kept;
    }

    private static JsonNode members(FieldType type, JsonNode object, FieldSet fields) {
        ObjectNode kept = Json.object();
        object.fields().forEachRemaining(member -> {
            PathElement step = new PathElement.Field(member.getKey());
            if (!fields.has(step)) {
                kept.set(member.getKey(), inside(type.member(member.getKey()), member.getValue(), fields.below(step)));
            }
        });
        return kept.isEmpty() ? NullNode.getInstance() : kept;
    }

    private static JsonNode inside(FieldType type, JsonNode value, FieldSet fields) {
        return fields.isEmpty() ? value : of(type, value, fields);
    }
}
