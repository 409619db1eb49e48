package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server refuses of a schema when a definition is installed: it must be structural, its lists well-formed,
 * its defaults valid, its rules compilable. The estimated cost of rules is not among it. Used once, by one thread.
 */
public final class StructuralCheck {
    private static final Set<String> TYPES = Set.of("array", "boolean", "integer", "number", "object", "string");
    private static final Set<String> OF_METADATA = Set.of("name", "generateName");
    private static final Set<String> ONLY_ON_THE_SPINE = Set.of(
            "type",
            "default",
            "description",
            "title",
            "nullable",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string");

    private final List<FieldError> errors = new ArrayList<>();

    private StructuralCheck() {}

    /** @param where as problems name the schema, such as {@code spec.validation.openAPIV3Schema} */
    public static List<FieldError> check(JsonNode openApi, String where) {
        StructuralCheck check = new StructuralCheck();
        check.root(openApi, where);
        check.visit(openApi, where);
        if (check.errors.isEmpty()) {
            Schema schema = Schema.parse(openApi, name -> openApi);
            check.errors.addAll(RulesCheck.check(schema, where));
            if (check.errors.isEmpty()) {
                check.defaults(schema, where);
            }
        }
        return List.copyOf(check.errors);
    }

    private void add(Type type, String field, String detail) {
        errors.add(new FieldError(type, field, detail));
    }

    private void root(JsonNode openApi, String where) {
        String type = openApi.path("type").asText("");
        if (type.isEmpty()) {
            add(Type.REQUIRED, where + ".type", "must not be empty at the root");
        } else if (!type.equals("object")) {
            add(Type.INVALID, where + ".type", Texts.quote(type) + ": must be object at the root");
        }
        JsonNode metadata = openApi.path("properties").path("metadata");
        boolean more = metadata.properties().stream()
                .map(Map.Entry::getKey)
                .anyMatch(key -> !Set.of("type", "properties", "description").contains(key));
        if (more
                || metadata.path("properties").properties().stream().anyMatch(p -> !OF_METADATA.contains(p.getKey()))) {
            add(
                    Type.FORBIDDEN,
                    where + ".properties[metadata]",
                    "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }

    private void visit(JsonNode node, String where) {
        keywords(node, where);
        lists(node, where);
        resources(node, where);
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            String at = where + ".properties[" + property.getKey() + "]";
            typed(property.getValue(), at, "must not be empty for specified object fields");
            visit(property.getValue(), at);
        }
        if (node.path("items").isObject()) {
            typed(node.path("items"), where + ".items", "must not be empty for specified array items");
            visit(node.path("items"), where + ".items");
        }
        if (node.path("additionalProperties").isObject()) {
            String at = where + ".additionalProperties";
            typed(node.path("additionalProperties"), at, "must not be empty for specified object fields");
            visit(node.path("additionalProperties"), at);
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            for (int i = 0; i < node.path(keyword).size(); i++) {
                boolean intOrString = node.path("x-kubernetes-int-or-string").asBoolean();
                values(node.path(keyword).get(i), where + "." + keyword + "[" + i + "]", intOrString);
            }
        }
        values(node.path("not"), where + ".not", false);
    }

    private void typed(JsonNode node, String where, String otherwise) {
        boolean free = node.path("x-kubernetes-int-or-string").asBoolean()
                || node.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (node.path("type").asText("").isEmpty() && !free && !node.has("$ref")) {
            add(Type.REQUIRED, where + ".type", otherwise);
        }
    }

    private void keywords(JsonNode node, String where) {
        String type = node.path("type").asText("");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            add(
                    Type.NOT_SUPPORTED,
                    where + ".type",
                    Texts.quote(type)
                            + ": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\","
                            + " \"string\"");
        }
        if (node.has("$ref")) {
            add(Type.FORBIDDEN, where + ".$ref", "$ref is not supported");
        }
        if (node.path("uniqueItems").asBoolean()) {
            String why = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
            add(Type.FORBIDDEN, where + ".uniqueItems", why);
        }
        if (type.equals("array") && !node.path("items").isObject()) {
            add(Type.REQUIRED, where + ".items", "must be specified");
        }
        if (!node.path("properties").isEmpty() && node.has("additionalProperties")) {
            add(
                    Type.FORBIDDEN,
                    where + ".additionalProperties",
                    "additionalProperties and properties are mutual exclusive");
        }
        pattern(node.path("pattern"), where);
    }

    private void pattern(JsonNode pattern, String where) {
        if (pattern.isTextual()) {
            try {
                com.google.re2j.Pattern.compile(pattern.asText());
            } catch (PatternSyntaxException e) {
                String why = Texts.quote(pattern.asText()) + ": must be a valid regular expression, but isn't: ";
                add(Type.INVALID, where + ".pattern", why + e.getMessage());
            }
        }
    }

    private void lists(JsonNode node, String where) {
        String listType = node.path("x-kubernetes-list-type").asText("");
        String mapType = node.path("x-kubernetes-map-type").asText("");
        if (!mapType.isEmpty() && !Set.of("atomic", "granular").contains(mapType)) {
            String values = ": supported values: \"atomic\", \"granular\"";
            add(Type.NOT_SUPPORTED, where + ".x-kubernetes-map-type", Texts.quote(mapType) + values);
        }
        if (listType.isEmpty()) {
            return;
        }
        String type = node.path("type").asText("");
        JsonNode items = node.path("items");
        if (!Set.of("atomic", "set", "map").contains(listType)) {
            String values = ": supported values: \"atomic\", \"set\", \"map\"";
            add(Type.NOT_SUPPORTED, where + ".x-kubernetes-list-type", Texts.quote(listType) + values);
        } else if (!type.equals("array")) {
            String why = ": must be array if x-kubernetes-list-type is specified";
            add(Type.INVALID, where + ".type", Texts.quote(type) + why);
        } else if (listType.equals("map")) {
            keys(node.path("x-kubernetes-list-map-keys"), items, where);
        } else if (listType.equals("set")
                && items.path("type").asText().equals("object")
                && !items.path("x-kubernetes-map-type").asText().equals("atomic")) {
            String given = items.path("x-kubernetes-map-type").isMissingNode() ? "null" : "\"granular\"";
            String why = ": must be atomic as item of a list with x-kubernetes-list-type=set";
            add(Type.INVALID, where + ".items.x-kubernetes-map-type", given + why);
        }
    }

    private void keys(JsonNode keys, JsonNode items, String where) {
        String at = where + ".x-kubernetes-list-map-keys";
        if (keys.isEmpty()) {
            add(Type.REQUIRED, at, "must not be empty if x-kubernetes-list-type is map");
        }
        List<String> required = new ArrayList<>();
        items.path("required").forEach(name -> required.add(name.asText()));
        for (JsonNode key : keys) {
            JsonNode property = items.path("properties").path(key.asText());
            if (property.isMissingNode()) {
                add(Type.INVALID, at, keys + ": entries must all be names of item properties");
                return;
            }
            if (!property.has("default") && !required.contains(key.asText())) {
                add(
                        Type.REQUIRED,
                        where + ".items.properties[" + key.asText() + "].default",
                        "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required"
                                + " property");
            }
        }
    }

    private void resources(JsonNode node, String where) {
        JsonNode preserve = node.path("x-kubernetes-preserve-unknown-fields");
        if (preserve.isBoolean() && !preserve.asBoolean()) {
            String why = "false: must be true or undefined";
            add(Type.INVALID, where + ".x-kubernetes-preserve-unknown-fields", why);
        }
        if (!node.path("x-kubernetes-embedded-resource").asBoolean()) {
            return;
        }
        if (node.path("properties").isEmpty() && !preserve.asBoolean()) {
            add(
                    Type.REQUIRED,
                    where + ".properties",
                    "must not be empty if x-kubernetes-embedded-resource is true without"
                            + " x-kubernetes-preserve-unknown-fields");
        }
        String type = node.path("type").asText("");
        if (!type.equals("object")) {
            String why = ": must be object if x-kubernetes-embedded-resource is true";
            add(Type.INVALID, where + ".type", Texts.quote(type) + why);
        }
    }

    /** Below combinations only values are restricted; what there is is said outside. */
    private void values(JsonNode node, String where, boolean mayNameType) {
        for (Map.Entry<String, JsonNode> keyword : node.properties()) {
            boolean allowed = mayNameType && keyword.getKey().equals("type");
            if (ONLY_ON_THE_SPINE.contains(keyword.getKey()) && !allowed) {
                add(Type.FORBIDDEN, where + "." + keyword.getKey(), "must be empty to be structural");
            }
        }
        pattern(node.path("pattern"), where);
        node.path("properties")
                .properties()
                .forEach(inner -> values(inner.getValue(), where + ".properties[" + inner.getKey() + "]", mayNameType));
    }

    private void defaults(Schema schema, String where) {
        Optional<JsonNode> given = schema.defaultValue().filter(value -> !value.isNull());
        if (given.isPresent()) {
            defaultOf(schema, given.get(), where + ".default");
        }
        schema.properties().forEach((name, property) -> defaults(property, where + ".properties[" + name + "]"));
        schema.items().ifPresent(items -> defaults(items, where + ".items"));
        schema.additionalProperties().ifPresent(each -> defaults(each, where + ".additionalProperties"));
    }

    private void defaultOf(Schema schema, JsonNode value, String where) {
        JsonNode pruned = value.deepCopy();
        if (!Pruner.prune(schema, pruned, false).isEmpty()) {
            add(Type.INVALID, where, value + ": must not have unknown fields");
            return;
        }
        Defaulter.apply(schema, pruned);
        int before = errors.size();
        for (FieldError error : Validator.validate(schema, pruned)) {
            boolean itself = error.field().equals(FieldPath.NONE);
            add(error.type(), itself ? where : where + "." + error.field(), error.detail());
        }
        if (errors.size() == before) {
            CelRules.compile(schema, where, false, (at, index, rule, why) -> {})
                    .ifPresent(rules -> rules.evaluate(
                            FieldPath.of(where), pruned, new CelRules.Findings(errors, new ArrayList<>())));
        }
    }
}
