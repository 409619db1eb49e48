package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sets have no member twice, and lists of type map no two items with equal keys. */
final class ListTypes {
    private final List<FieldError> errors = new ArrayList<>();

    private ListTypes() {}

    static List<FieldError> check(Schema schema, JsonNode value) {
        ListTypes check = new ListTypes();
        check.visit(schema, value, FieldPath.ROOT);
        return check.errors;
    }

    private void visit(Schema schema, JsonNode value, FieldPath path) {
        if (value.isArray()) {
            if (schema.listType() != ListType.ATOMIC) {
                unique(schema, value, path);
            }
            schema.items().ifPresent(items -> {
                for (int i = 0; i < value.size(); i++) {
                    visit(items, value.get(i), path.index(i));
                }
            });
        } else if (value.isObject()) {
            value.fields().forEachRemaining(field -> {
                boolean known = schema.properties().containsKey(field.getKey());
                FieldPath at = known ? path.child(field.getKey()) : path.key(field.getKey());
                schema.member(field.getKey()).ifPresent(member -> visit(member, field.getValue(), at));
            });
        }
    }

    private void unique(Schema schema, JsonNode array, FieldPath path) {
        Set<JsonNode> seen = new HashSet<>();
        Set<JsonNode> reported = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode item = array.get(i);
            if (schema.listType() == ListType.MAP && !item.isObject()) {
                errors.add(
                        path.index(i).error(Type.INVALID, item + ": must be an object for an array of list-type map"));
                continue;
            }
            JsonNode key = schema.listType() == ListType.MAP ? keys(schema, item) : item;
            if (!seen.add(key) && reported.add(key)) {
                errors.add(path.index(i).error(Type.DUPLICATE, key.toString()));
            }
        }
    }

    private static ObjectNode keys(Schema schema, JsonNode item) {
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        schema.listMapKeys().stream().sorted().filter(item::has).forEach(key -> keys.set(key, item.get(key)));
        return keys;
    }
}
