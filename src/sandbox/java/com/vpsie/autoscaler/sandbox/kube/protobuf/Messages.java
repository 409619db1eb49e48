package com.vpsie.autoscaler.sandbox.kube.protobuf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Messages as JSON, by the table of {@link Protobuf}. Zero values are left out as the Go types leave them out, since
 * on the wire they are there although nobody set them.
 */
record Messages(JsonNode table) {
    private static final String LIST = "[]";
    private static final String MAP = "{}";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** @throws IllegalArgumentException when it is no such message */
    void read(String name, Wire message, ObjectNode into) {
        JsonNode fields = table.path(name);
        while (message.next()) {
            JsonNode field = fields.path(Integer.toString(message.field()));
            if (field.isTextual()) {
                read(message, field.asText(), into);
            }
        }
    }

    /** @param field as {@code name:type}, perhaps with {@code !} */
    private void read(Wire wire, String field, ObjectNode into) {
        int colon = field.indexOf(':');
        String name = field.substring(0, colon);
        boolean always = field.endsWith("!");
        String type = field.substring(colon + 1, field.length() - (always ? 1 : 0));
        if (name.isEmpty()) {
            read(type, wire.message(), into);
        } else if (type.startsWith(LIST)) {
            ArrayNode list = into.withArray(name);
            list.add(value(wire, type.substring(LIST.length())));
        } else if (type.startsWith(MAP)) {
            entry(wire.message(), type.substring(MAP.length()), into.withObject("/" + name));
        } else {
            JsonNode value = value(wire, type);
            if (always && !value.isNull() || !zero(value)) {
                into.set(name, value);
            }
        }
    }

    private void entry(Wire entry, String type, ObjectNode into) {
        String key = "";
        JsonNode value = NODES.textNode("");
        while (entry.next()) {
            if (entry.field() == 1) {
                key = entry.text();
            } else {
                value = value(entry, type);
            }
        }
        into.set(key, value);
    }

    private static boolean zero(JsonNode value) {
        return value.isNull()
                || value.isTextual() && value.asText().isEmpty()
                || value.isNumber() && value.asDouble() == 0
                || value.isBoolean() && !value.asBoolean()
                || value.isContainerNode() && value.isEmpty();
    }

    private JsonNode value(Wire wire, String type) {
        return switch (type) {
            case "string" -> NODES.textNode(wire.text());
            case "bool" -> NODES.booleanNode(wire.number() != 0);
            case "int" -> NODES.numberNode(wire.number());
            case "double" -> NODES.numberNode(wire.real());
            case "bytes" -> NODES.binaryNode(wire.bytes());
            case "time" -> time(wire.message(), DateTimeFormatter.ISO_INSTANT, ChronoUnit.SECONDS);
            case "microtime" -> time(wire.message(), MICROS, ChronoUnit.MICROS);
            case "quantity" -> first(wire.message());
            case "raw" -> json(wire.message());
            case "strings" -> strings(wire.message());
            case "intOrString" -> intOrString(wire.message());
            default -> {
                ObjectNode inner = Json.object();
                read(type, wire.message(), inner);
                yield inner;
            }
        };
    }

    private static JsonNode time(Wire message, DateTimeFormatter format, ChronoUnit exact) {
        long seconds = 0;
        long nanos = 0;
        boolean any = false;
        while (message.next()) {
            any = true;
            seconds = message.field() == 1 ? message.number() : seconds;
            nanos = message.field() == 2 ? message.number() : nanos;
        }
        return any
                ? NODES.textNode(
                        format.format(Instant.ofEpochSecond(seconds, nanos).truncatedTo(exact)))
                : NODES.nullNode();
    }

    private static JsonNode first(Wire message) {
        return message.next() ? NODES.textNode(message.text()) : NODES.textNode("0");
    }

    private static JsonNode json(Wire message) {
        if (!message.next()) {
            return NODES.nullNode();
        }
        try {
            return Json.read(new String(message.bytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an inner object is not JSON", e);
        }
    }

    private static JsonNode strings(Wire message) {
        ArrayNode list = NODES.arrayNode();
        while (message.next()) {
            list.add(message.text());
        }
        return list;
    }

    private static JsonNode intOrString(Wire message) {
        long type = 0;
        long number = 0;
        String text = "";
        while (message.next()) {
            switch (message.field()) {
                case 1 -> type = message.number();
                case 2 -> number = message.number();
                default -> text = message.text();
            }
        }
        return type == 0 ? NODES.numberNode(number) : NODES.textNode(text);
    }
}
