package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Field sets as {@code fieldsV1} of {@code metadata.managedFields}: an object with a member for each step, {@code f:}
 * before a member's name, {@code k:} before the key members of an item, {@code v:} before the value of an item, {@code
 * i:} before a place. A path that is in the set and goes on is marked by a member named {@code .}.
 */
final class FieldsV1 {
    private static final String SELF = ".";

    private FieldsV1() {}

    static ObjectNode write(FieldSet set) {
        ObjectNode written = Json.object();
        set.forEachNode((step, node) -> {
            ObjectNode below = Json.object();
            if (node.member() && !node.below().isEmpty()) {
                below.set(SELF, Json.object());
            }
            below.setAll(write(node.below()));
            written.set(write(step), below);
        });
        return written;
    }

    /** @throws IllegalArgumentException when it is no field set */
    static FieldSet read(JsonNode fields) {
        FieldSet.Builder builder = new FieldSet.Builder();
        read(fields, builder);
        return builder.build();
    }

    private static void read(JsonNode fields, FieldSet.Builder into) {
        fields.fields().forEachRemaining(field -> {
            if (field.getKey().equals(SELF)) {
                into.mark();
            } else {
                FieldSet.Builder step = into.step(readStep(field.getKey()));
                if (field.getValue().isEmpty()) {
                    step.mark();
                } else {
                    read(field.getValue(), step);
                }
            }
        });
    }

    static String write(PathElement step) {
        if (step instanceof PathElement.Field field) {
            return "f:" + field.name();
        }
        if (step instanceof PathElement.Key key) {
            ObjectNode members = Json.object();
            members.setAll(key.members());
            return "k:" + escaped(members);
        }
        if (step instanceof PathElement.Item item) {
            return "v:" + escaped(item.value());
        }
        return "i:" + ((PathElement.Index) step).place();
    }

    /** Go writes these letters as escapes, and the text is compared as it is. */
    private static String escaped(JsonNode value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** @throws IllegalArgumentException when it is no step */
    static PathElement readStep(String text) {
        if (text.length() < 2 || text.charAt(1) != ':') {
            throw new IllegalArgumentException("missing colon: " + text);
        }
        String rest = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> new PathElement.Field(rest);
            case 'v' -> new PathElement.Item(json(rest));
            case 'i' -> new PathElement.Index(Integer.parseInt(rest));
            case 'k' -> {
                SortedMap<String, JsonNode> members = new TreeMap<>();
                json(rest).fields().forEachRemaining(member -> members.put(member.getKey(), member.getValue()));
                yield new PathElement.Key(members);
            }
            default -> throw new IllegalArgumentException("unknown path element type: " + text);
        };
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
