package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One node of an OpenAPI v3 schema with the extensions of Kubernetes: of a custom resource (a structural schema) or of a
 * built-in kind. Immutable, safe for any thread. Children are made when they are first asked for, so that schemas may
 * refer to themselves; nodes behind the same {@code $ref} are shared.
 */
public final class Schema {
    /** How the items of a list belong together: {@code x-kubernetes-list-type}. */
    public enum ListType {
        /** One value as a whole. */
        ATOMIC,
        /** Scalars, each at most once. */
        SET,
        /** Objects, told apart by {@link Schema#listMapKeys()}. */
        MAP
    }

    /** How the members of an object belong together: {@code x-kubernetes-map-type}. */
    public enum MapType {
        GRANULAR,
        ATOMIC
    }

    /** Everything is allowed and kept: what nothing is known of. */
    public static final Schema ANY = parse(
            JsonNodeFactory.instance.objectNode().put("x-kubernetes-preserve-unknown-fields", true),
            name -> JsonNodeFactory.instance.objectNode());

    private final ObjectNode raw;
    private final Refs refs;
    private final String type;
    private final List<String> required;
    private final List<String> listMapKeys;
    private final ListType listType;
    private final boolean nullable;
    private final boolean preserves;
    private final boolean intOrString;
    private final boolean embedded;
    private final List<JsonNode> enumValues;
    private volatile Optional<Map<String, Schema>> properties = Optional.empty();
    private volatile Optional<Optional<Schema>> items = Optional.empty();
    private volatile Optional<Optional<Schema>> additional = Optional.empty();

    private volatile Optional<Optional<Pattern>> pattern = Optional.empty();
    private final Map<String, List<Schema>> combined = new ConcurrentHashMap<>();

    private Schema(ObjectNode raw, Refs refs) {
        this.raw = raw;
        this.refs = refs;
        this.type = raw.path("type").asText("");
        this.required = texts(raw.path("required"));
        this.listMapKeys = texts(raw.path("x-kubernetes-list-map-keys"));
        this.listType = switch (raw.path("x-kubernetes-list-type").asText("")) {
            case "set" -> ListType.SET;
            case "map" -> ListType.MAP;
            default -> ListType.ATOMIC;
        };
        this.nullable = raw.path("nullable").asBoolean();
        this.preserves = raw.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        this.intOrString = raw.path("x-kubernetes-int-or-string").asBoolean()
                || raw.path("format").asText().equals("int-or-string");
        this.enumValues = List.copyOf(enumValues(raw));
        this.embedded = raw.path("x-kubernetes-embedded-resource").asBoolean();
    }

    /**
     * @param openApi the schema; never modified by this class and not to be modified later
     * @param refs finds the schema that a {@code $ref} names, by the part of the reference after its last slash; asked
     *     at most once for a name while the children are made
     */
    public static Schema parse(JsonNode openApi, Function<String, JsonNode> refs) {
        return new Refs(refs).schema(openApi);
    }

    private static List<String> texts(JsonNode array) {
        List<String> found = new ArrayList<>(array.size());
        array.forEach(item -> found.add(item.asText()));
        return List.copyOf(found);
    }

    /** {@code object}, {@code array}, {@code string}, {@code integer}, {@code number}, {@code boolean} or empty. */
    public String type() {
        return type;
    }

    /** Known fields, in the order they are written down. */
    public Map<String, Schema> properties() {
        Optional<Map<String, Schema>> known = properties;
        if (known.isEmpty()) {
            Map<String, Schema> found = new LinkedHashMap<>();
            raw.path("properties")
                    .fields()
                    .forEachRemaining(field -> found.put(field.getKey(), refs.schema(field.getValue())));
            known = Optional.of(Collections.unmodifiableMap(found));
            properties = known;
        }
        return known.get();
    }

    /** The schema of a member of an object: of its own or of all others; empty when there is none. */
    public Optional<Schema> member(String name) {
        Schema own = properties().get(name);
        return own != null ? Optional.of(own) : additionalProperties();
    }

    /** Of each item of an array. */
    public Optional<Schema> items() {
        Optional<Optional<Schema>> known = items;
        if (known.isEmpty()) {
            known = Optional.of(child("items"));
            items = known;
        }
        return known.get();
    }

    /** Of each member of an object that is no {@linkplain #properties() property}; present with {@code true}, too. */
    public Optional<Schema> additionalProperties() {
        Optional<Optional<Schema>> known = additional;
        if (known.isEmpty()) {
            JsonNode given = raw.path("additionalProperties");
            known = Optional.of(
                    given.isBoolean() && given.asBoolean() ? Optional.of(ANY) : child("additionalProperties"));
            additional = known;
        }
        return known.get();
    }

    private Optional<Schema> child(String keyword) {
        JsonNode given = raw.path(keyword);
        return given.isObject() ? Optional.of(refs.schema(given)) : Optional.empty();
    }

    public List<String> required() {
        return required;
    }

    public boolean nullable() {
        return nullable;
    }

    /** {@link ListType#ATOMIC} when nothing is said. */
    public ListType listType() {
        return listType;
    }

    /** Members that tell the items of a {@link ListType#MAP} apart. */
    public List<String> listMapKeys() {
        return listMapKeys;
    }

    /** {@link MapType#GRANULAR} when nothing is said. */
    public MapType mapType() {
        return raw.path("x-kubernetes-map-type").asText("").equals("atomic") ? MapType.ATOMIC : MapType.GRANULAR;
    }

    /** The strategies of a strategic merge patch, such as {@code merge} or {@code merge,retainKeys}; often empty. */
    public List<String> patchStrategy() {
        String given = raw.path("x-kubernetes-patch-strategy").asText("");
        return given.isEmpty() ? List.of() : List.of(given.split(","));
    }

    /** The member that tells items apart in a strategic merge patch. */
    public Optional<String> patchMergeKey() {
        return Optional.of(raw.path("x-kubernetes-patch-merge-key").asText("")).filter(key -> !key.isEmpty());
    }

    /** Unknown members are kept here. */
    public boolean preserveUnknownFields() {
        return preserves;
    }

    /** A whole number or a text. */
    public boolean intOrString() {
        return intOrString;
    }

    /** An object with {@code apiVersion}, {@code kind} and {@code metadata} of its own. */
    public boolean embeddedResource() {
        return embedded;
    }

    public String description() {
        return raw.path("description").asText("");
    }

    public String format() {
        return raw.path("format").asText("");
    }

    /** The only values that are allowed; empty when all are. */
    public List<JsonNode> enumValues() {
        return enumValues;
    }

    private static List<JsonNode> enumValues(ObjectNode raw) {
        List<JsonNode> values = new ArrayList<>();
        raw.path("enum").forEach(values::add);
        return values;
    }

    /** What a text must hold a match of. */
    public Optional<Pattern> pattern() {
        Optional<Optional<Pattern>> known = pattern;
        if (known.isEmpty()) {
            known = Optional.of(Optional.ofNullable(raw.get("pattern")).map(text -> Pattern.compile(text.asText())));
            pattern = known;
        }
        return known.get();
    }

    public List<Schema> allOf() {
        return alternatives("allOf");
    }

    public List<Schema> anyOf() {
        return alternatives("anyOf");
    }

    public List<Schema> oneOf() {
        return alternatives("oneOf");
    }

    public Optional<Schema> not() {
        return child("not");
    }

    private List<Schema> alternatives(String keyword) {
        JsonNode given = raw.path(keyword);
        if (given.isEmpty()) {
            return List.of();
        }
        return combined.computeIfAbsent(keyword, key -> {
            List<Schema> found = new ArrayList<>(given.size());
            given.forEach(one -> found.add(refs.schema(one)));
            return List.copyOf(found);
        });
    }

    /** Shared: copy it before it is put into an object. */
    public Optional<JsonNode> defaultValue() {
        return Optional.ofNullable(raw.get("default"));
    }

    /** A keyword of the schema that is a number, such as {@code maximum}, {@code minLength} or {@code maxItems}. */
    public Optional<JsonNode> bound(String keyword) {
        return Optional.ofNullable(raw.get(keyword)).filter(JsonNode::isNumber);
    }

    /** The schema itself, a reference replaced by what it refers to. Never modify it. */
    public ObjectNode raw() {
        return raw;
    }

    /** Follows references, and remembers the schema behind each. */
    private static final class Refs {
        private final Function<String, JsonNode> find;
        private final Map<String, Schema> known = new ConcurrentHashMap<>();

        Refs(Function<String, JsonNode> find) {
            this.find = find;
        }

        Schema schema(JsonNode given) {
            JsonNode ref = given.path("$ref");
            if (ref.isTextual() && given.size() == 1) {
                String name = name(ref);
                Schema there = known.get(name);
                if (there == null) {
                    there = new Schema(flatten(given), this);
                    known.put(name, there);
                }
                return there;
            }
            return new Schema(flatten(given), this);
        }

        /**
         * The documents of an API server write a reference with a default or a description of its own as {@code allOf}
         * with one element; what stands beside it wins.
         */
        private ObjectNode flatten(JsonNode given) {
            JsonNode target = given.path("$ref").isTextual()
                    ? given
                    : given.path("allOf").size() == 1 ? given.path("allOf").get(0) : given;
            if (!(given instanceof ObjectNode own)) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (!target.path("$ref").isTextual()) {
                return own;
            }
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            merged.setAll(flatten(find.apply(name(target.path("$ref")))));
            own.fields().forEachRemaining(field -> {
                boolean reference = field.getKey().equals("$ref")
                        || field.getValue() instanceof ArrayNode
                                && field.getKey().equals("allOf");
                if (!reference) {
                    merged.set(field.getKey(), field.getValue());
                }
            });
            return merged;
        }

        private static String name(JsonNode ref) {
            String text = ref.asText();
            return text.substring(text.lastIndexOf('/') + 1);
        }
    }
}
