package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the schema in a definition says of one version of a custom resource: unknown fields are dropped, defaults filled
 * in, values validated, rules asked. Made once per definition; immutable, safe for any thread. What it answers is what
 * the API server answers, field, reason and text.
 */
public final class CustomSchemaRules implements KindRules {
    /** With these no rule is asked: it might be asked about a value that it cannot stand. */
    private static final Set<Type> BLOCKING =
            EnumSet.of(Type.REQUIRED, Type.TOO_LONG, Type.TOO_MANY, Type.TYPE_INVALID, Type.NOT_SUPPORTED);

    private static final FieldError NOT_ASKED = new FieldError(
            Type.INVALID,
            FieldPath.NONE,
            "null: some validation rules were not checked because the object was invalid; correct the existing errors"
                    + " to complete validation");

    private final Schema schema;
    private final Optional<CelRules> rules;
    private final long since;

    private CustomSchemaRules(Schema schema, long since) {
        this.schema = schema;
        this.since = since;
        this.rules = CelRules.compile(schema, "", true, (where, index, rule, why) -> {
            throw new IllegalArgumentException(
                    where + ".x-kubernetes-validations[" + index + "]: " + why.getMessage(), why);
        });
    }

    /**
     * @param openApi a structural schema whose rules compile, as the installation of a definition checks
     * @param since resourceVersion of the definition: what was stored before may not follow the schema
     * @throws IllegalArgumentException for a rule that does not compile
     */
    public static CustomSchemaRules of(JsonNode openApi, long since) {
        return new CustomSchemaRules(Schema.parse(openApi, name -> openApi), since);
    }

    public Schema schema() {
        return schema;
    }

    @Override
    public boolean unstructured() {
        return true;
    }

    @Override
    public void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {
        Optional<String> problem =
                ObjectMetas.problem(object.path("metadata")).or(() -> EmbeddedResources.undecodable(schema, object));
        if (problem.isPresent()) {
            throw undecodable(kind, problem.get());
        }
        List<String> unknown = new ArrayList<>(ObjectMetas.prune(object.path("metadata"), "metadata"));
        unknown.addAll(EmbeddedResources.prune(schema, object));
        unknown.addAll(Pruner.prune(schema, object, true));
        if (!unknown.isEmpty()) {
            report(kind, unknown, how);
        }
        Defaulter.apply(schema, object);
    }

    private static void report(ResourceKind kind, List<String> unknown, WriteOptions how) {
        if (how.fieldValidation() == FieldValidation.STRICT) {
            String all = unknown.stream()
                    .map(path -> "unknown field \"" + path + "\"")
                    .collect(Collectors.joining(", "));
            throw undecodable(kind, "strict decoding error: " + all);
        }
        if (how.fieldValidation() == FieldValidation.WARN) {
            unknown.forEach(path -> how.warnings().accept("unknown field \"" + path + "\""));
        }
    }

    private static ApiException undecodable(ResourceKind kind, String why) {
        return ApiException.badRequest(kind.kind() + " in version \"" + kind.version() + "\" cannot be handled as a "
                + kind.kind() + ": " + why);
    }

    @Override
    public ObjectNode stored(ResourceKind kind, ObjectNode object) {
        Pruner.prune(schema, object, true);
        Defaulter.apply(schema, object);
        return object.put("apiVersion", kind.apiVersion());
    }

    @Override
    public boolean mayDiffer(ResourceKind kind, long version) {
        return version < since;
    }

    @Override
    public void create(ResourceKind kind, ObjectNode object, WriteOptions how) {
        List<FieldError> errors = new ArrayList<>(Validator.validate(schema, object));
        errors.addAll(EmbeddedResources.check(schema, object));
        errors.addAll(ListTypes.check(schema, object));
        List<String> warnings = new ArrayList<>();
        ask(errors, findings -> rules.ifPresent(all -> all.evaluate(FieldPath.ROOT, object, findings)), warnings);
        finish(kind, object, errors, warnings, how);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object, WriteOptions how) {
        List<FieldError> errors = new ArrayList<>(Validator.validate(schema, object, old));
        errors.addAll(EmbeddedResources.check(schema, object));
        if (ListTypes.check(schema, old).isEmpty()) {
            errors.addAll(ListTypes.check(schema, object));
        }
        List<String> warnings = new ArrayList<>();
        ask(errors, findings -> rules.ifPresent(all -> all.evaluate(FieldPath.ROOT, object, old, findings)), warnings);
        finish(kind, object, errors, warnings, how);
    }

    private interface Question {
        void ask(CelRules.Findings findings);
    }

    private void ask(List<FieldError> errors, Question question, List<String> warnings) {
        if (rules.isEmpty()) {
            return;
        }
        if (errors.stream().anyMatch(error -> BLOCKING.contains(error.type()))) {
            errors.add(NOT_ASKED);
        } else {
            question.ask(new CelRules.Findings(errors, warnings));
        }
    }

    private static void finish(
            ResourceKind kind, ObjectNode object, List<FieldError> errors, List<String> warnings, WriteOptions how) {
        warnings.forEach(how.warnings());
        if (!errors.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), errors);
        }
    }
}
