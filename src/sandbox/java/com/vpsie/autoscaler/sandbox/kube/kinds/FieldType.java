package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a field of a built-in kind may hold, as the server's Go type does. Made from the definitions of {@link
 * BuiltinSchemas} once and kept; immutable once made, so safe for any thread.
 */
sealed interface FieldType {
    /** The type's name in the texts of decoding errors. */
    String goName();

    /** Values without parts. */
    enum Scalar implements FieldType {
        TEXT("string"),
        BOOL("bool"),
        INT32("int32"),
        INT64("int64"),
        FLOAT("float64"),
        BYTES("[]uint8"),
        QUANTITY("resource.Quantity"),
        INT_OR_STRING("int32"),
        TIME("string"),
        MICRO_TIME("string"),
        /** Anything at all, such as a default in a CRD's schema. */
        ANY("interface {}");

        private final String goName;

        Scalar(String goName) {
            this.goName = goName;
        }

        @Override
        public String goName() {
            return goName;
        }
    }

    /** A list. */
    record ListOf(FieldType item) implements FieldType {
        @Override
        public String goName() {
            return "[]" + item.goName();
        }
    }

    /** An object whose keys are data. */
    record MapOf(FieldType value) implements FieldType {
        @Override
        public String goName() {
            return "map[string]" + value.goName();
        }
    }

    /** Either one thing or a list, a flag or a thing: the mixed types of CRD schemas. */
    record OneOrOther(FieldType object) implements FieldType {
        @Override
        public String goName() {
            return object.goName();
        }
    }

    /** An object with known fields. A definition may refer to itself, so its fields are filled in after it is made. */
    final class Struct implements FieldType {
        private final String name;
        private final Map<String, FieldType> fields = new HashMap<>();
        private Set<String> required = Set.of();

        private Struct(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        Map<String, FieldType> fields() {
            return fields;
        }

        boolean requires(String field) {
            return required.contains(field);
        }

        @Override
        public String goName() {
            return "v1." + name;
        }
    }

    /** The type that the definition of that name describes. */
    static FieldType of(String definition) {
        return Compiler.INSTANCE.definition(definition);
    }

    /** Makes types; a definition is made once. */
    final class Compiler {
        private static final Compiler INSTANCE = new Compiler();
        private static final String SCHEMA_PROPS =
                "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";
        private static final Map<String, Scalar> SPECIAL = Map.of(
                "Quantity", Scalar.QUANTITY,
                "IntOrString", Scalar.INT_OR_STRING,
                "Time", Scalar.TIME,
                "MicroTime", Scalar.MICRO_TIME,
                "FieldsV1", Scalar.ANY,
                "RawExtension", Scalar.ANY,
                "JSON", Scalar.ANY,
                "Patch", Scalar.ANY);

        private final Map<String, FieldType> made = new ConcurrentHashMap<>();

        private synchronized FieldType definition(String name) {
            FieldType known = made.get(name);
            if (known == null) {
                known = make(name);
            }
            return known;
        }

        private FieldType make(String name) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (SPECIAL.containsKey(simple)) {
                return remember(name, SPECIAL.get(simple));
            }
            if (name.startsWith(SCHEMA_PROPS + "Or")) {
                return remember(name, new OneOrOther(definition(SCHEMA_PROPS)));
            }
            Struct struct = new Struct(simple);
            made.put(name, struct);
            JsonNode schema = BuiltinSchemas.definition(name);
            struct.required = texts(schema.path("required"));
            schema.path("properties")
                    .properties()
                    .forEach(field -> struct.fields.put(field.getKey(), type(field.getValue())));
            return struct;
        }

        private FieldType remember(String name, FieldType type) {
            made.put(name, type);
            return type;
        }

        private FieldType type(JsonNode schema) {
            if (schema.has("$ref")) {
                return definition(schema.get("$ref").asText().substring(BuiltinSchemas.REF.length()));
            }
            String format = schema.path("format").asText();
            return switch (schema.path("type").asText()) {
                case "string" -> format.equals("byte") ? Scalar.BYTES : Scalar.TEXT;
                case "boolean" -> Scalar.BOOL;
                case "integer" -> format.equals("int32") ? Scalar.INT32 : Scalar.INT64;
                case "number" -> Scalar.FLOAT;
                case "array" -> new ListOf(type(schema.path("items")));
                case "object" ->
                    schema.path("additionalProperties").isObject()
                            ? new MapOf(type(schema.path("additionalProperties")))
                            : Scalar.ANY;
                default -> Scalar.ANY;
            };
        }

        private static Set<String> texts(JsonNode list) {
            Set<String> found = new HashSet<>();
            list.forEach(one -> found.add(one.asText()));
            return Set.copyOf(found);
        }
    }
}
