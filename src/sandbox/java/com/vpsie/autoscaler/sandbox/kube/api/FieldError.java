package com.vpsie.autoscaler.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * What is wrong with one field, as the causes of a 422 say it. Immutable.
 *
 * @param field path such as {@code spec.ports[0].name}; {@code <nil>} for the object itself
 * @param detail what follows the type in the text: the value, and the rule it breaks
 */
public record FieldError(Type type, String field, String detail) {
    /** The kinds of problems of {@code k8s.io/apimachinery/pkg/util/validation/field}, and some that are not about fields. */
    public enum Type {
        INVALID("FieldValueInvalid", "Invalid value"),
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
        REQUIRED("FieldValueRequired", "Required value"),
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        FORBIDDEN("FieldValueForbidden", "Forbidden"),
        TOO_LONG("FieldValueTooLong", "Too long"),
        TOO_MANY("FieldValueTooMany", "Too many"),
        NOT_FOUND("FieldValueNotFound", "Not found"),
        /** Of a server-side apply: another manager owns the field. */
        MANAGER_CONFLICT("FieldManagerConflict", ""),
        /** Of a 403: the namespace is ending. */
        NAMESPACE_TERMINATING("NamespaceTerminating", ""),
        /** Of a 429, without a field: the budget does not allow it. */
        DISRUPTION_BUDGET("DisruptionBudget", "");

        private final String reason;
        private final String text;

        Type(String reason, String text) {
            this.reason = reason;
            this.text = text;
        }
    }

    /** Reads {@code field: Type of problem: detail} back; an unknown type is {@link Type#INVALID}. */
    static FieldError parse(String problem) {
        String[] parts = problem.split(": ", 2);
        String rest = parts.length > 1 ? parts[1] : problem;
        return Stream.of(Type.values())
                .filter(type -> !type.text.isEmpty())
                .filter(type -> rest.equals(type.text) || rest.startsWith(type.text + ": "))
                .findFirst()
                .map(type ->
                        new FieldError(type, parts[0], rest.substring(Math.min(rest.length(), type.text.length() + 2))))
                .orElseGet(() -> new FieldError(Type.INVALID, parts[0], rest));
    }

    /** {@code Invalid value: …}, as the cause says it. */
    public String message() {
        return detail.isEmpty() ? type.text : type.text.isEmpty() ? detail : type.text + ": " + detail;
    }

    /** {@code field: Invalid value: …}, as the answer's message says it. */
    @Override
    public String toString() {
        return field + ": " + message();
    }

    ObjectNode toCause() {
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        cause.put("reason", type.reason).put("message", message());
        return field.isEmpty() ? cause : cause.put("field", field);
    }
}
