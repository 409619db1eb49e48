package com.vpsie.autoscaler.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code metadata} of untyped objects; an absent string reads as empty. */
public final class Meta {
    /** Finalizer of an object that goes after what it owns. */
    public static final String FOREGROUND = "foregroundDeletion";
    /** Finalizer of an object that leaves behind what it owns. */
    public static final String ORPHAN = "orphan";
    /** 2^63: whole numbers from here on are doubles. */
    private static final double MOST_WHOLE = 0x1p63;

    private Meta() {}

    public static JsonNode of(ObjectNode object) {
        return object.path("metadata");
    }

    public static ObjectNode edit(ObjectNode object) {
        return object.get("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    public static String text(ObjectNode object, String field) {
        return of(object).path(field).asText("");
    }

    public static String name(ObjectNode object) {
        return text(object, "name");
    }

    public static String namespace(ObjectNode object) {
        return text(object, "namespace");
    }

    public static String uid(ObjectNode object) {
        return text(object, "uid");
    }

    public static String version(ObjectNode object) {
        return text(object, "resourceVersion");
    }

    public static boolean deleting(ObjectNode object) {
        return of(object).hasNonNull("deletionTimestamp");
    }

    public static List<String> finalizers(ObjectNode object) {
        List<String> names = new ArrayList<>();
        of(object).path("finalizers").forEach(f -> names.add(f.asText()));
        return names;
    }

    /** Uids of the owners. */
    public static List<String> owners(ObjectNode object) {
        List<String> uids = new ArrayList<>();
        of(object)
                .path("ownerReferences")
                .forEach(owner -> uids.add(owner.path("uid").asText()));
        return uids;
    }

    /** Sets {@code field} to what {@code source} has there, or removes it. */
    public static void copy(ObjectNode source, ObjectNode target, String field) {
        JsonNode value = source.get(field);
        if (value == null) {
            target.remove(field);
        } else {
            target.set(field, value);
        }
    }

    /**
     * A deep copy in the form objects are compared in: no null members, whole numbers in their smallest node type (a
     * number read from JSON and the same number put by code must be equal).
     */
    public static ObjectNode canonical(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getValue().isNull()) {
                copy.set(field.getKey(), canonical(field.getValue()));
            }
        }
        return copy;
    }

    /**
     * The same for objects of no Go type: null members stay, numbers without a fraction are whole, and what no 64 bits
     * hold has the precision of a double.
     */
    public static ObjectNode unstructured(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(field -> copy.set(field.getKey(), unstructured(field.getValue())));
        return copy;
    }

    private static JsonNode unstructured(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return unstructured(object);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(unstructured(item)));
            return copy;
        }
        if (!value.isNumber() || value.isIntegralNumber() && value.canConvertToLong()) {
            return canonical(value);
        }
        double number = value.doubleValue();
        boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_WHOLE;
        return whole ? canonical(LongNode.valueOf((long) number)) : DoubleNode.valueOf(number);
    }

    private static JsonNode canonical(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return canonical(object);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(canonical(item)));
            return copy;
        }
        return value.isIntegralNumber() && value.canConvertToInt() ? IntNode.valueOf(value.intValue()) : value;
    }
}
