package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions.FieldValidation;
import com.vpsie.autoscaler.sandbox.kube.kinds.FieldType.ListOf;
import com.vpsie.autoscaler.sandbox.kube.kinds.FieldType.MapOf;
import com.vpsie.autoscaler.sandbox.kube.kinds.FieldType.OneOrOther;
import com.vpsie.autoscaler.sandbox.kube.kinds.FieldType.Scalar;
import com.vpsie.autoscaler.sandbox.kube.kinds.FieldType.Struct;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one object of a built-in kind to the form in which a typed server holds it: unknown fields go, wrong types are
 * refused, times and quantities get their one form. Works in place, in one pass; of one thread.
 */
final class TypedDecoder {
    /** Where in the object: built as names only when there is something to say about it. */
    private record Place(@Nullable Place parent, String field, int index) {
        private static final int NO_INDEX = -1;

        /** {@code spec.containers[0].image}. */
        static String full(@Nullable Place place, String last) {
            return place == null ? last : full(place.parent, place.field) + place.suffix() + "." + last;
        }

        private String suffix() {
            return index == NO_INDEX ? "" : "[" + index + "]";
        }

        /** {@code spec.containers.image}. */
        static String plain(@Nullable Place place, String last) {
            return place == null ? last : plain(place.parent, place.field) + "." + last;
        }
    }

    private final ResourceKind kind;
    private final List<String> unknown = new ArrayList<>(0);

    private TypedDecoder(ResourceKind kind) {
        this.kind = kind;
    }

    /**
     * @param type what {@code object} is
     * @throws ApiException 400 for a value of a wrong type, and for unknown fields where they are not to be there
     */
    static void decode(ResourceKind kind, FieldType type, ObjectNode object, WriteOptions how) {
        TypedDecoder decoder = new TypedDecoder(kind);
        if (type instanceof Struct struct) {
            decoder.struct(struct, object, null);
        }
        decoder.report(how);
    }

    private void report(WriteOptions how) {
        if (unknown.isEmpty() || how.fieldValidation() == FieldValidation.IGNORE) {
            return;
        }
        List<String> problems =
                unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
        if (how.fieldValidation() == FieldValidation.STRICT) {
            throw ApiException.undecodable(
                    kind, "strict decoding error: " + problems.stream().collect(Collectors.joining(", ")));
        }
        problems.forEach(how.warnings());
    }

    private void struct(Struct struct, ObjectNode object, @Nullable Place at) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            FieldType type = struct.fields().get(name);
            if (type == null) {
                unknown.add(Place.full(at, name));
                fields.remove();
                continue;
            }
            JsonNode value = field.getValue();
            JsonNode decoded = value(type, value, struct, name, at, Place.NO_INDEX);
            boolean empty = decoded.isEmpty() && (type instanceof ListOf || type instanceof MapOf);
            if (empty && !struct.requires(name)) {
                fields.remove();
            } else if (decoded != value) {
                field.setValue(decoded);
            }
        }
    }

    private JsonNode value(FieldType type, JsonNode value, Struct in, String field, @Nullable Place at, int index) {
        if (type instanceof Scalar scalar) {
            return scalar(scalar, value, in, field, at);
        }
        if (type instanceof OneOrOther other) {
            return mixed(other, value, in, field, at);
        }
        if (type instanceof ListOf list) {
            ArrayNode items = expect(value, ArrayNode.class, type, in, field, at);
            for (int i = 0; i < items.size(); i++) {
                JsonNode item = items.get(i).isNull() ? zero(list.item()) : items.get(i);
                JsonNode decoded = value(list.item(), item, in, field, at, i);
                if (decoded != items.get(i)) {
                    items.set(i, decoded);
                }
            }
            return items;
        }
        ObjectNode object = expect(value, ObjectNode.class, type, in, field, at);
        if (type instanceof Struct struct) {
            struct(struct, object, new Place(at, field, index));
        } else if (type instanceof MapOf map) {
            for (Iterator<Map.Entry<String, JsonNode>> entries = object.fields(); entries.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = entries.next();
                JsonNode decoded = value(map.value(), entry.getValue(), in, field, at, index);
                if (decoded != entry.getValue()) {
                    entry.setValue(decoded);
                }
            }
        }
        return object;
    }

    private static JsonNode zero(FieldType type) {
        if (type == Scalar.TEXT) {
            return TextNode.valueOf("");
        }
        return type instanceof Struct ? Json.object() : NullNode.getInstance();
    }

    private <N extends JsonNode> N expect(
            JsonNode value, Class<N> form, FieldType type, Struct in, String field, @Nullable Place at) {
        if (form.isInstance(value)) {
            return form.cast(value);
        }
        throw mismatch(value, type.goName(), in, field, at);
    }

    /** A flag, a list or the thing itself. */
    private JsonNode mixed(OneOrOther type, JsonNode value, Struct in, String field, @Nullable Place at) {
        if (value instanceof ObjectNode object && type.object() instanceof Struct struct) {
            struct(struct, object, new Place(at, field, Place.NO_INDEX));
        }
        return value;
    }

    private JsonNode scalar(Scalar type, JsonNode value, Struct in, String field, @Nullable Place at) {
        boolean fits = switch (type) {
            case TEXT, TIME, MICRO_TIME, BYTES -> value.isTextual();
            case BOOL -> value.isBoolean();
            case INT32 -> value.isIntegralNumber() && value.canConvertToInt();
            case INT64 -> value.isIntegralNumber() && value.canConvertToLong();
            case FLOAT -> value.isNumber();
            case INT_OR_STRING -> value.isTextual() || value.isIntegralNumber() && value.canConvertToInt();
            case QUANTITY, ANY -> true;
        };
        if (!fits) {
            throw mismatch(value, type.goName(), in, field, at);
        }
        return switch (type) {
            case TIME -> replaced(value, Timestamps.seconds(value.asText()), "2006-01-02T15:04:05Z07:00");
            case MICRO_TIME -> replaced(value, Timestamps.micros(value.asText()), "2006-01-02T15:04:05.000000Z07:00");
            case QUANTITY -> quantity(value);
            case BYTES -> bytes(value);
            default -> value;
        };
    }

    private JsonNode replaced(JsonNode value, Optional<String> time, String form) {
        String text = value.asText();
        String stored = time.orElseThrow(() -> ApiException.undecodable(
                kind, "parsing time \"" + text + "\" as \"" + form + "\": cannot parse \"" + text + "\""));
        return stored.equals(text) ? value : TextNode.valueOf(stored);
    }

    private JsonNode quantity(JsonNode value) {
        String text = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
        String canonical = Quantities.canonical(text)
                .orElseThrow(() -> ApiException.undecodable(
                        kind,
                        "quantities must match the regular expression"
                                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
        return value.isTextual() && canonical.equals(value.asText()) ? value : TextNode.valueOf(canonical);
    }

    private JsonNode bytes(JsonNode value) {
        try {
            Base64.getDecoder().decode(value.asText());
            return value;
        } catch (IllegalArgumentException e) {
            throw ApiException.undecodable(kind, "illegal base64 data: " + e.getMessage());
        }
    }

    private ApiException mismatch(JsonNode value, String wanted, Struct in, String field, @Nullable Place at) {
        String is = switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> wanted.startsWith("int") ? "number " + value.asText() : "number";
            default -> "null";
        };
        return ApiException.undecodable(
                kind,
                "json: cannot unmarshal " + is + " into Go struct field " + in.name() + "." + Place.plain(at, field)
                        + " of type " + wanted);
    }
}
