package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Validates a value by the keywords of its schema, with the causes that the API server gives
 * ({@code k8s.io/kube-openapi/pkg/validation}). What is wrong with a value that an update leaves as it was is let
 * through, at every level whose old value is known ("ratcheting"), the object as a whole excepted. Used once, by one
 * thread.
 */
public final class Validator {
    private final List<FieldError> errors = new ArrayList<>();

    private Validator() {}

    /** Of a new object, or of a value of its own. */
    public static List<FieldError> validate(Schema schema, JsonNode value) {
        return new Validator().of(schema, value, FieldPath.ROOT, Optional.empty());
    }

    /** Of an object that takes the place of {@code old}. */
    public static List<FieldError> validate(Schema schema, JsonNode value, JsonNode old) {
        return new Validator().of(schema, value, FieldPath.ROOT, Optional.of(new Correlation(schema, value, old)));
    }

    private List<FieldError> of(Schema schema, JsonNode value, FieldPath path, Optional<Correlation> old) {
        check(schema, value, path, old);
        return List.copyOf(errors);
    }

    private void visit(Schema schema, JsonNode value, FieldPath path, Optional<Correlation> old) {
        int before = errors.size();
        check(schema, value, path, old);
        if (errors.size() > before && old.isPresent() && old.get().unchanged()) {
            errors.subList(before, errors.size()).clear();
        }
    }

    private void check(Schema schema, JsonNode value, FieldPath path, Optional<Correlation> old) {
        if (value.isNull() && schema.nullable()) {
            return;
        }
        Scalars scalars = new Scalars(schema, path, errors);
        scalars.type(value);
        combinations(schema, value, path);
        scalars.value(value);
        if (value.isArray()) {
            array(schema, value, path, old);
        }
        scalars.oneOfValues(value);
        if (value.isObject()) {
            object(schema, value, path, old);
        }
    }

    private void array(Schema schema, JsonNode array, FieldPath path, Optional<Correlation> old) {
        schema.items().ifPresent(items -> {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                visit(items, array.get(i), path.index(i), old.flatMap(o -> o.item(index, items)));
            }
        });
        size(schema, "items", "Items", array.size(), path);
    }

    private void object(Schema schema, JsonNode object, FieldPath path, Optional<Correlation> old) {
        size(schema, "properties", "Properties", object.size(), path);
        object.fields()
                .forEachRemaining(field -> schema.member(field.getKey())
                        .ifPresent(member -> visit(
                                member,
                                field.getValue(),
                                path.child(field.getKey()),
                                old.flatMap(o -> o.member(field.getKey(), member)))));
        for (String name : schema.required()) {
            if (!object.has(name)) {
                errors.add(path.child(name).error(Type.REQUIRED, ""));
            }
        }
    }

    private void size(Schema schema, String what, String keyword, int size, FieldPath path) {
        schema.bound("min" + keyword)
                .filter(least -> size < least.asLong())
                .ifPresent(least -> errors.add(path.error(
                        Type.INVALID,
                        size + ": " + path + " in body should have at least " + least.asLong() + " " + what)));
        schema.bound("max" + keyword)
                .filter(most -> size > most.asLong())
                .ifPresent(most -> errors.add(
                        path.error(Type.TOO_MANY, size + ": must have at most " + most.asLong() + " items")));
    }

    /** {@code allOf}, {@code anyOf}, {@code oneOf} and {@code not}, whose own problems name no field. */
    private void combinations(Schema schema, JsonNode value, FieldPath path) {
        if (!schema.anyOf().isEmpty()) {
            List<List<FieldError>> tries = tries(schema.anyOf(), value, path);
            if (tries.stream().noneMatch(List::isEmpty)) {
                nowhere("\"" + path + "\" must validate at least one schema (anyOf)");
                errors.addAll(fewest(tries));
            }
        }
        if (!schema.oneOf().isEmpty()) {
            List<List<FieldError>> tries = tries(schema.oneOf(), value, path);
            long valid = tries.stream().filter(List::isEmpty).count();
            String text = "\"" + path + "\" must validate one and only one schema (oneOf). Found ";
            if (valid == 0) {
                nowhere(text + "none valid");
                errors.addAll(fewest(tries));
            } else if (valid > 1) {
                nowhere(text + valid + " valid alternatives");
            }
        }
        if (!schema.allOf().isEmpty()) {
            List<List<FieldError>> tries = tries(schema.allOf(), value, path);
            tries.forEach(errors::addAll);
            long valid = tries.stream().filter(List::isEmpty).count();
            if (valid < tries.size()) {
                nowhere("\"" + path + "\" must validate all the schemas (allOf)"
                        + (valid == 0 ? ". None validated" : ""));
            }
        }
        if (schema.not().isPresent()
                && tries(List.of(schema.not().get()), value, path).get(0).isEmpty()) {
            nowhere("\"" + path + "\" must not validate the schema (not)");
        }
    }

    private void nowhere(String text) {
        errors.add(new FieldError(Type.INVALID, FieldPath.NONE, "\"\": " + text));
    }

    private static List<List<FieldError>> tries(List<Schema> schemas, JsonNode value, FieldPath path) {
        return schemas.stream()
                .map(schema -> new Validator().of(schema, value, path, Optional.empty()))
                .toList();
    }

    private static List<FieldError> fewest(List<List<FieldError>> tries) {
        List<FieldError> best = tries.get(0);
        for (List<FieldError> one : tries) {
            best = one.size() < best.size() ? one : best;
        }
        return best;
    }
}
