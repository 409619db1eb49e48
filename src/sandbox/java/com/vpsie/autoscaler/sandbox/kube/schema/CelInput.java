package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One value, and the one before it, as the rules of its level are asked about them. Used by one thread. */
final class CelInput {
    private final Schema schema;
    private final JsonNode value;
    private final Map<String, Object> plain = new LinkedHashMap<>();
    private final Map<String, Object> optional = new LinkedHashMap<>();
    private final boolean hasOld;
    private boolean failed;

    CelInput(Schema schema, boolean resource, JsonNode value, Optional<JsonNode> old) {
        this.schema = schema;
        this.value = value;
        this.hasOld = old.isPresent();
        Object self = CelValues.of(schema, value, resource);
        Optional<Object> oldSelf = old.map(before -> CelValues.of(schema, before, resource));
        plain.put("self", self);
        oldSelf.ifPresent(before -> plain.put("oldSelf", before));
        optional.put("self", self);
        optional.put("oldSelf", oldSelf);
    }

    boolean hasOld() {
        return hasOld;
    }

    /** The last rule asked had no result. */
    boolean failed() {
        return failed;
    }

    /** @return what is wrong, empty when the rule holds */
    Optional<FieldError> ask(CelRule rule, FieldPath path) {
        Map<String, Object> values = rule.optionalOldSelf() ? optional : plain;
        failed = false;
        try {
            if (rule.holds(values)) {
                return Optional.empty();
            }
        } catch (CelEvaluationException e) {
            failed = true;
            String type = schema.type().isEmpty() ? Scalars.typeOf(value) : schema.type();
            return Optional.of(path.error(Type.INVALID, Texts.quote(type) + ": " + rule.failure(e)));
        }
        FieldPath at = rule.fieldPath().isEmpty() ? path : path.child(rule.fieldPath());
        return Optional.of(at.error(rule.reason(), detail(rule, values)));
    }

    /** Scalars are shown; of objects and lists the API server shows nothing. */
    private String detail(CelRule rule, Map<String, Object> values) {
        String message = rule.message(values);
        String shown = value.isContainerNode() || !rule.fieldPath().isEmpty() ? "" : value.toString();
        return switch (rule.reason()) {
            case FORBIDDEN, REQUIRED -> message;
            case DUPLICATE -> shown;
            default -> shown.isEmpty() ? message : shown + ": " + message;
        };
    }
}
