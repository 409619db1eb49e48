package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;

/**
 * One compiled element of {@code x-kubernetes-validations}. Immutable, safe for any thread.
 *
 * @param raw the element
 * @param fieldPath where its problems are, below its level; often empty
 * @param usesOldSelf it is about a change
 */
record CelRule(
        JsonNode raw,
        CelRuntime.Program program,
        Optional<CelRuntime.Program> messageProgram,
        String fieldPath,
        boolean usesOldSelf) {
    private static final int LONGEST_MESSAGE = 5 * 1024;

    /** A rule that cannot be compiled, with what the compiler says. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String keyword;

        Refused(String keyword, String message) {
            super(message);
            this.keyword = keyword;
        }

        /** {@code rule} or {@code messageExpression}. */
        String keyword() {
            return keyword;
        }
    }

    /** @throws Refused when the rule or its message is no expression over values of this type */
    static CelRule compile(Schema schema, JsonNode raw, CelTypeProvider types, CelType self) throws Refused {
        CelCompiler compiler = CelEngine.compiler(types, self, optionalOldSelf(raw));
        CelAbstractSyntaxTree rule = checked(compiler, raw, "rule", "compilation failed: ");
        if (!rule.getResultType().equals(SimpleType.BOOL)
                && !rule.getResultType().equals(SimpleType.DYN)) {
            throw new Refused("rule", "cel expression must evaluate to a bool");
        }
        Optional<CelRuntime.Program> message = Optional.empty();
        if (!raw.path("messageExpression").asText("").isBlank()) {
            CelAbstractSyntaxTree text =
                    checked(compiler, raw, "messageExpression", "messageExpression compilation failed: ");
            if (!text.getResultType().equals(SimpleType.STRING)) {
                throw new Refused("messageExpression", "messageExpression must evaluate to a string");
            }
            message = Optional.of(CelEngine.program(text));
        }
        boolean transition = rule.getReferenceMap().values().stream()
                .anyMatch(reference -> reference.name().equals("oldSelf"));
        String path = SchemaPath.find(schema, raw.path("fieldPath").asText(""))
                .map(SchemaPath::text)
                .orElse("");
        return new CelRule(raw, CelEngine.program(rule), message, path, transition);
    }

    private static CelAbstractSyntaxTree checked(CelCompiler compiler, JsonNode raw, String keyword, String prefix)
            throws Refused {
        CelValidationResult result = compiler.compile(raw.path(keyword).asText());
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new Refused(keyword, prefix + result.getErrorString());
        }
    }

    static boolean optionalOldSelf(JsonNode raw) {
        return raw.path("optionalOldSelf").asBoolean();
    }

    boolean optionalOldSelf() {
        return optionalOldSelf(raw);
    }

    /** @throws CelEvaluationException when the rule has no result */
    boolean holds(Map<String, Object> values) throws CelEvaluationException {
        // anything but true is no consent: the runtime may also return that it does not know
        return Boolean.TRUE.equals(program.eval(values));
    }

    /** What is wrong, in the rule's words. */
    String message(Map<String, Object> values) {
        return messageProgram.flatMap(text -> evaluated(text, values)).orElseGet(() -> {
            String fixed = raw.path("message").asText("");
            return fixed.isEmpty() ? "failed rule: " + name() : fixed.strip();
        });
    }

    private static Optional<String> evaluated(CelRuntime.Program text, Map<String, Object> values) {
        try {
            return Optional.of(text.eval(values))
                    .map(result -> result.toString().strip())
                    .filter(message ->
                            !message.isEmpty() && message.length() <= LONGEST_MESSAGE && message.indexOf('\n') < 0);
        } catch (CelEvaluationException e) {
            // as documented: the fixed message takes its place
            return Optional.empty();
        }
    }

    /** How problems call the rule. */
    String name() {
        String message = raw.path("message").asText("");
        return (message.isEmpty() ? raw.path("rule").asText() : message).strip();
    }

    Type reason() {
        return switch (raw.path("reason").asText("")) {
            case "FieldValueForbidden" -> Type.FORBIDDEN;
            case "FieldValueRequired" -> Type.REQUIRED;
            case "FieldValueDuplicate" -> Type.DUPLICATE;
            default -> Type.INVALID;
        };
    }

    /** Why the rule has no result, in the API server's words. */
    String failure(CelEvaluationException problem) {
        String detail = Optional.ofNullable(problem.getCause())
                .map(Throwable::getMessage)
                .orElseGet(() -> String.valueOf(problem.getMessage()));
        return switch (problem.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                "no such key: " + detail.replaceFirst("^key '(.*)' is not present in map\\.$", "$1")
                        + " evaluating rule: " + name();
            case DIVIDE_BY_ZERO -> "division by zero evaluating rule: " + name();
            case INDEX_OUT_OF_BOUNDS ->
                "index out of bounds: " + detail.replaceFirst("^.*: ", "") + " evaluating rule: " + name();
            case NUMERIC_OVERFLOW -> "integer overflow evaluating rule: " + name();
            case OVERLOAD_NOT_FOUND ->
                "'no such overload': call arguments did not match a supported operator, function or macro signature"
                        + " for rule: " + name();
            default -> detail + " evaluating rule: " + name();
        };
    }
}
