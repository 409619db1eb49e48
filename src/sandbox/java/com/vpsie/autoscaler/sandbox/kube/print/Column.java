package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One column of a table. Immutable.
 *
 * @param name heading; kubectl shows it in capitals
 * @param type OpenAPI type of its cells
 * @param format {@code name} for the column that holds the object's name, else empty
 * @param description what the column shows
 * @param priority 0 for what is always shown, more for what {@code -o wide} adds
 */
record Column(String name, String type, String format, String description, int priority, Cell cell) {
    /** What the column shows of an object. */
    @FunctionalInterface
    interface Cell {
        JsonNode of(ObjectNode object, Instant now);
    }

    static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name of the object",
            0,
            (object, now) -> TextNode.valueOf(object.at("/metadata/name").asText()));

    static final Column AGE = new Column(
            "Age",
            "string",
            "",
            "Time since the object was created",
            0,
            (object, now) -> TextNode.valueOf(Ages.since(object.at("/metadata/creationTimestamp"), now)));

    static final Column CREATED_AT = new Column(
            "Created At",
            "date",
            "",
            "When the object was created",
            0,
            (object, now) ->
                    TextNode.valueOf(object.at("/metadata/creationTimestamp").asText()));

    static Column text(String name, Function<ObjectNode, String> cell) {
        return new Column(name, "string", "", name, 0, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    /** A text, or {@code absent} where there is none. */
    static Column text(String name, String pointer, String absent) {
        return text(name, object -> {
            String found = object.at(pointer).asText();
            return found.isEmpty() ? absent : found;
        });
    }

    static Column number(String name, ToLongFunction<ObjectNode> cell) {
        return new Column(name, "integer", "", name, 0, (object, now) -> LongNode.valueOf(cell.applyAsLong(object)));
    }

    static Column number(String name, String pointer) {
        return number(name, object -> object.at(pointer).asLong());
    }

    static Column flag(String name, String pointer) {
        return new Column(
                name,
                "boolean",
                "",
                name,
                0,
                (object, now) -> BooleanNode.valueOf(object.at(pointer).asBoolean()));
    }

    /** How long ago a time is that the object holds. */
    static Column since(String name, Function<ObjectNode, JsonNode> time) {
        return new Column(
                name, "string", "", name, 0, (object, now) -> TextNode.valueOf(Ages.since(time.apply(object), now)));
    }

    /** The same, shown by {@code -o wide} alone. */
    Column wide() {
        return new Column(name, type, format, description, 1, cell);
    }

    /** The same heading over other cells. */
    Column showing(Function<ObjectNode, String> text) {
        return new Column(
                name, type, format, description, priority, (object, now) -> TextNode.valueOf(text.apply(object)));
    }

    /** The same cells under another type. */
    Column typed(String other) {
        return new Column(name, other, format, description, priority, cell);
    }

    ObjectNode definition() {
        return Json.object()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
