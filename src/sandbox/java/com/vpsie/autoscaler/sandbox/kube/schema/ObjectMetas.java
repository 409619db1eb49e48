package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shape of {@code metadata}, which no schema of a custom resource describes. */
final class ObjectMetas {
    /** The JSON types of the fields, as Go names them. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("name", "string"),
            Map.entry("generateName", "string"),
            Map.entry("namespace", "string"),
            Map.entry("selfLink", "string"),
            Map.entry("uid", "types.UID"),
            Map.entry("resourceVersion", "string"),
            Map.entry("generation", "int64"),
            Map.entry("creationTimestamp", "time"),
            Map.entry("deletionTimestamp", "time"),
            Map.entry("deletionGracePeriodSeconds", "int64"),
            Map.entry("labels", "map[string]string"),
            Map.entry("annotations", "map[string]string"),
            Map.entry("ownerReferences", "[]v1.OwnerReference"),
            Map.entry("finalizers", "[]string"),
            Map.entry("managedFields", "[]v1.ManagedFieldsEntry"));

    private ObjectMetas() {}

    /** What in it cannot be read, in Go's words. */
    static Optional<String> problem(JsonNode metadata) {
        if (!metadata.isObject()) {
            return Optional.of(unreadable(metadata, "", "v1.ObjectMeta").replace("field ObjectMeta.", "value"));
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = metadata.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            Optional<String> found = problem(field.getKey(), field.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String name, JsonNode value) {
        String type = TYPES.getOrDefault(name, "");
        if (type.isEmpty() || value.isNull()) {
            return Optional.empty();
        }
        boolean right = switch (type) {
            case "int64" -> value.isIntegralNumber();
            case "map[string]string" -> value.isObject();
            case "string", "types.UID", "time" -> value.isTextual();
            default -> value.isArray();
        };
        if (!right) {
            return Optional.of(unreadable(value, name, type));
        }
        if (type.equals("map[string]string") || type.equals("[]string")) {
            for (JsonNode one : value) {
                if (!one.isTextual() && !one.isNull()) {
                    return Optional.of(unreadable(one, name, "string"));
                }
            }
        }
        return Optional.empty();
    }

    private static String unreadable(JsonNode value, String name, String type) {
        String kind = switch (value.getNodeType()) {
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            default -> "string";
        };
        return "json: cannot unmarshal " + kind + " into Go struct field ObjectMeta." + name + " of type " + type;
    }

    /** Takes away the fields that metadata does not have. */
    static List<String> prune(JsonNode metadata, String path) {
        List<String> dropped = new ArrayList<>();
        if (metadata instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (!TYPES.containsKey(name)) {
                    dropped.add(name);
                }
            });
            object.remove(dropped);
        }
        return dropped.stream().map(name -> path + "." + name).toList();
    }
}
