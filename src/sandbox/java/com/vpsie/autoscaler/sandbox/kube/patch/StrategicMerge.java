package com.vpsie.autoscaler.sandbox.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The strategic merge patch of Kubernetes: a merge patch in which the schema tells how lists are merged, with the
 * directives {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/…} and {@code $deleteFromPrimitiveList/…}. The
 * algorithm is that of k8s.io/apimachinery's {@code strategicpatch}. Stateless.
 */
final class StrategicMerge {
    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";

    private StrategicMerge() {}

    /**
     * @param target changed in place and possibly returned
     * @param patch not modified
     * @throws ApiException 500 for a directive that means nothing and for an item without its merge key, as a real
     *     server has it; 400 for keys that {@code $retainKeys} does not retain
     */
    static ObjectNode merge(ObjectNode target, ObjectNode patch, Optional<Schema> schema) {
        return mergeObject(target, patch.deepCopy(), schema);
    }

    private static ObjectNode mergeObject(ObjectNode target, ObjectNode patch, Optional<Schema> schema) {
        JsonNode directive = patch.remove(PATCH);
        if (directive != null) {
            switch (directive.asText()) {
                case "replace" -> {
                    return withoutNulls(patch);
                }
                case "delete" -> {
                    return JsonNodeFactory.instance.objectNode();
                }
                case "merge" -> {}
                default -> throw invalid("unknown patch type: " + directive.asText());
            }
        }
        retain(target, patch);
        List<String> names = new ArrayList<>();
        patch.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (name.startsWith(ORDER)) {
                order(target, patch, name, schema);
            }
        }
        for (String name : names) {
            JsonNode value = patch.get(name);
            if (value == null) {
                continue;
            }
            if (name.startsWith(DELETE_FROM)) {
                deleteFrom(target, name.substring(DELETE_FROM.length()), value);
            } else {
                mergeMember(target, name, value, schema.flatMap(one -> one.member(name)));
            }
        }
        return target;
    }

    private static void mergeMember(ObjectNode target, String name, JsonNode value, Optional<Schema> schema) {
        JsonNode there = target.get(name);
        if (value.isNull()) {
            target.remove(name);
        } else if (value instanceof ObjectNode patch) {
            boolean replace =
                    schema.map(Schema::patchStrategy).orElse(List.of()).contains("replace");
            ObjectNode onto =
                    there instanceof ObjectNode object && !replace ? object : JsonNodeFactory.instance.objectNode();
            target.set(name, mergeObject(onto, patch, schema));
        } else if (value instanceof ArrayNode items && merges(schema)) {
            ArrayNode before = there instanceof ArrayNode list ? list : JsonNodeFactory.instance.arrayNode();
            target.set(name, mergeList(before, items, schema.orElseThrow()));
        } else {
            target.set(name, value);
        }
    }

    private static boolean merges(Optional<Schema> schema) {
        return schema.map(Schema::patchStrategy).orElse(List.of()).contains("merge");
    }

    /** {@code $retainKeys} lists all that stays; what the patch sets must be among it. */
    private static void retain(ObjectNode target, ObjectNode patch) {
        JsonNode keys = patch.remove(RETAIN);
        if (keys == null) {
            return;
        }
        Set<String> kept = new HashSet<>();
        keys.forEach(key -> kept.add(key.asText()));
        patch.properties().forEach(field -> {
            if (!field.getValue().isNull() && !field.getKey().startsWith("$") && !kept.contains(field.getKey())) {
                throw ApiException.badRequest("invalid patch format of retainKeys");
            }
        });
        target.retain(kept);
    }

    private static void deleteFrom(ObjectNode target, String name, JsonNode values) {
        if (!(target.get(name) instanceof ArrayNode list)) {
            return;
        }
        Set<JsonNode> gone = new HashSet<>();
        values.forEach(gone::add);
        for (Iterator<JsonNode> items = list.iterator(); items.hasNext(); ) {
            if (gone.contains(items.next())) {
                items.remove();
            }
        }
    }

    /** {@code $setElementOrder/x}: merges the list x, and then puts its items into the order given. */
    private static void order(ObjectNode target, ObjectNode patch, String directive, Optional<Schema> schema) {
        JsonNode order = patch.remove(directive);
        String name = directive.substring(ORDER.length());
        Optional<Schema> listSchema = schema.flatMap(one -> one.member(name));
        JsonNode before = target.path(name).deepCopy();
        JsonNode changes = patch.remove(name);
        if (changes != null) {
            requireNamed(order, changes, key(listSchema));
            mergeMember(target, name, changes, listSchema);
        }
        if (order instanceof ArrayNode wanted && target.get(name) instanceof ArrayNode merged) {
            target.set(name, arranged(merged, wanted, before, key(listSchema)));
        }
    }

    private static void requireNamed(JsonNode order, JsonNode changes, Optional<String> key) {
        for (JsonNode item : changes) {
            if (!item.has(PATCH) && indexOf(order, item, key) < 0) {
                throw invalid("The order in patch list:\n" + changes + "\n doesn't match $setElementOrder list:\n"
                        + order + "\n");
            }
        }
    }

    private static Optional<String> key(Optional<Schema> list) {
        return list.flatMap(Schema::patchMergeKey);
    }

    private static ArrayNode mergeList(ArrayNode before, ArrayNode patch, Schema schema) {
        Optional<String> key = schema.patchMergeKey();
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        ArrayNode merged = before.deepCopy();
        for (JsonNode item : patch) {
            String directive = item.path(PATCH).asText();
            if (directive.equals("delete")) {
                remove(merged, item, key);
            } else if (directive.equals("replace")) {
                merged.removeAll();
            } else if (directive.equals("merge") || !item.has(PATCH)) {
                changes.add(item);
            } else {
                throw invalid("unknown patch type: " + directive);
            }
        }
        for (JsonNode item : changes) {
            int at = indexOf(merged, item, key);
            if (at < 0) {
                merged.add(
                        item instanceof ObjectNode object
                                ? mergeObject(JsonNodeFactory.instance.objectNode(), object.deepCopy(), schema.items())
                                : item);
            } else if (merged.get(at) instanceof ObjectNode there && item instanceof ObjectNode object) {
                merged.set(at, mergeObject(there, object.deepCopy(), schema.items()));
            }
        }
        return arranged(merged, changes, before, key);
    }

    private static void remove(ArrayNode list, JsonNode item, Optional<String> key) {
        for (int at = indexOf(list, item, key); at >= 0; at = indexOf(list, item, key)) {
            list.remove(at);
        }
    }

    /** Objects are equal by their key, other values by themselves. */
    private static int indexOf(JsonNode list, JsonNode item, Optional<String> key) {
        JsonNode wanted = identity(item, key);
        for (int i = 0; i < list.size(); i++) {
            if (identity(list.get(i), key).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode identity(JsonNode item, Optional<String> key) {
        if (!(item instanceof ObjectNode object)) {
            return item;
        }
        String name = key.orElseThrow(() -> invalid("cannot merge lists without merge key"));
        JsonNode value = object.get(name);
        if (value == null) {
            throw invalid("map: " + object + " does not contain declared merge key: " + name);
        }
        return value;
    }

    /**
     * Items named by {@code order} stand in that order, the others in the one they had; where both were there before,
     * the earlier one stays in front, otherwise the named one goes first.
     */
    private static ArrayNode arranged(ArrayNode merged, ArrayNode order, JsonNode before, Optional<String> key) {
        List<JsonNode> named = new ArrayList<>();
        order.forEach(wanted -> {
            int at = indexOf(merged, wanted, key);
            if (at >= 0) {
                named.add(merged.get(at));
            }
        });
        List<JsonNode> others = new ArrayList<>();
        merged.forEach(item -> {
            if (indexOf(order, item, key) < 0) {
                others.add(item);
            }
        });
        ArrayNode result = JsonNodeFactory.instance.arrayNode(merged.size());
        int i = 0;
        for (JsonNode item : named) {
            int place = indexOf(before, item, key);
            while (i < others.size() && place >= 0 && isBefore(before, others.get(i), place, key)) {
                result.add(others.get(i++));
            }
            result.add(item);
        }
        others.subList(i, others.size()).forEach(result::add);
        return result;
    }

    private static boolean isBefore(JsonNode before, JsonNode item, int place, Optional<String> key) {
        int at = indexOf(before, item, key);
        return at >= 0 && at < place;
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            JsonNode value = fields.next().getValue();
            if (value.isNull()) {
                fields.remove();
            } else if (value instanceof ObjectNode inner) {
                withoutNulls(inner);
            }
        }
        return object;
    }

    private static ApiException invalid(String why) {
        // a real server answers these as errors of its own, without a reason
        return ApiException.of(500, "", why);
    }
}
