package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.ListType;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.MapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A type read from an OpenAPI schema with the extensions of Kubernetes, by the rules an API server reads it with.
 * Children are made when they are first asked for.
 */
final class SchemaType implements FieldType {
    private static final FieldType TEXT = new SchemaType(SchemaText.parse("{'type': 'string'}"), false, false);
    private static final FieldType METADATA = new SchemaType(SchemaText.parse(SchemaText.OBJECT_META), false, false);

    private final Schema schema;
    private final boolean preserves;
    private final boolean resource;
    private final List<String> keys;
    private final boolean atomicList;
    private final Map<String, Optional<FieldType>> fields = new ConcurrentHashMap<>();
    private volatile Optional<FieldType> items = Optional.empty();
    private volatile Optional<Optional<FieldType>> others = Optional.empty();

    /**
     * @param preserves unknown members are kept somewhere above, and therefore here
     * @param resource an object with {@code apiVersion}, {@code kind} and {@code metadata} of its own
     */
    private SchemaType(Schema schema, boolean preserves, boolean resource) {
        this.schema = schema;
        this.preserves = preserves || schema.preserveUnknownFields();
        this.resource = resource || schema.embeddedResource();
        boolean typed = schema.raw().has("x-kubernetes-list-type");
        boolean merges = !typed && schema.patchStrategy().contains("merge");
        this.atomicList = merges ? false : schema.listType() == ListType.ATOMIC;
        this.keys = merges
                ? schema.patchMergeKey().map(List::of).orElse(List.of())
                : schema.listType() == ListType.MAP ? schema.listMapKeys() : List.of();
    }

    /** The type of a whole object of the kind that has this schema. */
    static FieldType ofResource(Schema schema) {
        return new SchemaType(schema, false, true);
    }

    @Override
    public boolean allows(Form form) {
        if (resource) {
            return form == Form.MAP;
        }
        return switch (schema.type()) {
            case "object" -> form == Form.MAP;
            case "array" -> form == Form.LIST;
            case "string", "integer", "number", "boolean" -> form == Form.SCALAR;
            default -> true;
        };
    }

    @Override
    public Scalar scalar() {
        return switch (schema.type()) {
            case "integer", "number" -> Scalar.NUMERIC;
            case "boolean" -> Scalar.BOOLEAN;
            case "string" -> schema.format().isEmpty() || schema.format().equals("byte") ? Scalar.STRING : Scalar.ANY;
            default -> Scalar.ANY;
        };
    }

    @Override
    public boolean atomicMap() {
        return schema.mapType() == MapType.ATOMIC;
    }

    @Override
    public boolean atomicList() {
        return atomicList;
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    @Override
    public FieldType items() {
        Optional<FieldType> known = items;
        if (known.isEmpty()) {
            known = Optional.of(schema.items().map(this::child).orElse(Deduced.ATOMIC));
            items = known;
        }
        return known.get();
    }

    private FieldType child(Schema below) {
        return new SchemaType(below, preserves, false);
    }

    @Override
    public Optional<FieldType> field(String name) {
        return fields.computeIfAbsent(name, this::find);
    }

    private Optional<FieldType> find(String name) {
        if (resource && name.equals("metadata")) {
            return Optional.of(METADATA);
        }
        if (resource && (name.equals("apiVersion") || name.equals("kind"))) {
            return Optional.of(TEXT);
        }
        return Optional.ofNullable(schema.properties().get(name)).map(this::child);
    }

    @Override
    public Optional<FieldType> others() {
        Optional<Optional<FieldType>> known = others;
        if (known.isEmpty()) {
            known = Optional.of(findOthers());
            others = known;
        }
        return known.get();
    }

    private Optional<FieldType> findOthers() {
        JsonNode given = schema.raw().path("additionalProperties");
        if (given.isObject()) {
            return schema.additionalProperties().map(this::child);
        }
        boolean open = given.isBoolean()
                ? given.asBoolean()
                : preserves || schema.properties().isEmpty();
        return open ? Optional.of(Deduced.GRANULAR) : Optional.empty();
    }

    @Override
    public JsonNode defaultOf(String name) {
        return Optional.ofNullable(schema.properties().get(name))
                .flatMap(Schema::defaultValue)
                .orElse(Values.ABSENT);
    }
}
