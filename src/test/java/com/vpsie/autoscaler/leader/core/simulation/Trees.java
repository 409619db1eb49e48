package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the JSON trees of the store to those of the product's codec and back, without the text between them. */
final class Trees {
    private Trees() {}

    static Map<String, Object> maps(ObjectNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static Object value(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return maps(object);
        } else if (node instanceof ArrayNode array) {
            List<Object> list = new ArrayList<>();
            array.forEach(item -> list.add(value(item)));
            return list;
        } else if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    static ObjectNode json(Map<?, ?> map) {
        ObjectNode object = Json.object();
        map.forEach((key, value) -> object.set(String.valueOf(key), node(object, value)));
        return object;
    }

    private static JsonNode node(ObjectNode factory, Object value) {
        if (value instanceof Map<?, ?> map) {
            return json(map);
        } else if (value instanceof List<?> list) {
            ArrayNode array = factory.arrayNode();
            list.forEach(item -> array.add(node(factory, item)));
            return array;
        } else if (value instanceof Integer number) {
            return factory.numberNode(number);
        } else if (value instanceof Long number) {
            return factory.numberNode(number);
        }
        return value instanceof Boolean flag ? factory.booleanNode(flag) : factory.textNode(String.valueOf(value));
    }
}
