package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.ListType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as rules see it: whole numbers are longs, known fields only, names escaped. The counterpart of {@link CelTypes}. */
final class CelValues {
    private CelValues() {}

    /** A list whose items may stand in any order. */
    static final class Unordered extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        private final List<String> keys;

        private Unordered(List<String> keys, int size) {
            super(size);
            this.keys = keys;
        }

        /** What tells items apart, by their escaped names; empty for a set. */
        List<String> keys() {
            return keys;
        }
    }

    static Object of(Schema schema, JsonNode value, boolean resource) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> object(schema, value, resource || schema.embeddedResource());
            case ARRAY -> list(schema, value);
            case STRING, BINARY -> text(schema, value.asText());
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> schema.type().equals("number") ? (Object) value.doubleValue() : (Object) value.longValue();
            case NULL, MISSING -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> object(Schema schema, JsonNode value, boolean resource) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!resource
                && schema.properties().isEmpty()
                && schema.additionalProperties().isPresent()) {
            Schema each = schema.additionalProperties().get();
            value.fields().forEachRemaining(field -> members.put(field.getKey(), of(each, field.getValue(), false)));
            return members;
        }
        schema.properties().forEach((name, property) -> {
            JsonNode there = value.get(name);
            if (there != null) {
                CelTypes.escape(name).ifPresent(escaped -> members.put(escaped, of(property, there, false)));
            }
        });
        if (resource) {
            texts(value, members, "apiVersion", "kind");
            JsonNode metadata = value.get("metadata");
            if (metadata != null) {
                Map<String, Object> known = new LinkedHashMap<>();
                texts(metadata, known, "name", "generateName");
                members.put("metadata", known);
            }
        }
        return members;
    }

    private static void texts(JsonNode from, Map<String, Object> to, String... names) {
        for (String name : names) {
            if (from.hasNonNull(name)) {
                to.put(name, from.get(name).asText());
            }
        }
    }

    private static List<Object> list(Schema schema, JsonNode value) {
        List<Object> items = schema.listType() == ListType.ATOMIC
                ? new ArrayList<>(value.size())
                : new Unordered(
                        schema.listMapKeys().stream()
                                .map(key -> CelTypes.escape(key).orElse(key))
                                .toList(),
                        value.size());
        Schema each = schema.items().orElse(Schema.ANY);
        value.forEach(item -> items.add(of(each, item, false)));
        return items;
    }

    private static Object text(Schema schema, String text) {
        try {
            return switch (schema.format()) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "date" ->
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                case "date-time" -> instant(text);
                case "duration" -> GoDuration.parse(text);
                default -> text;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            // of a value that fails its format no rule is asked; a default's rules see the text
            return text;
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    }
}
