package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.ListType;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the API server refuses of the rules of a schema, their estimated cost aside. Used once, by one thread. */
final class RulesCheck {
    private static final Set<String> REASONS =
            Set.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
    private static final Pattern LITERAL = Pattern.compile("'(\\\\.|[^'\\\\])*'|\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern OLD = Pattern.compile("\\boldSelf\\b");

    private final List<FieldError> errors = new ArrayList<>();

    private RulesCheck() {}

    static List<FieldError> check(Schema schema, String where) {
        RulesCheck check = new RulesCheck();
        check.visit(schema, where, Optional.empty());
        CelRules.compile(schema, where, true, (level, index, rule, why) -> {
            if (!rule.path("rule").asText("").isBlank()) {
                String at = level + ".x-kubernetes-validations[" + index + "]." + why.keyword();
                check.add(Type.INVALID, at, goValue(rule) + ": " + asTheServerSays(String.valueOf(why.getMessage())));
            }
        });
        return check.errors;
    }

    private void add(Type type, String field, String detail) {
        errors.add(new FieldError(type, field, detail));
    }

    /** @param apart the level above at which old and new values stop belonging together */
    private void visit(Schema schema, String where, Optional<String> apart) {
        JsonNode rules = schema.raw().path("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            rule(schema, rules.get(i), where + ".x-kubernetes-validations[" + i + "].", apart);
        }
        Optional<String> members =
                apart.or(() -> schema.mapType() == MapType.ATOMIC ? Optional.of(where) : Optional.empty());
        Optional<String> items =
                apart.or(() -> schema.listType() == ListType.MAP ? Optional.empty() : Optional.of(where));
        schema.properties().forEach((name, property) -> visit(property, where + ".properties[" + name + "]", members));
        schema.additionalProperties().ifPresent(each -> visit(each, where + ".additionalProperties", members));
        schema.items().ifPresent(each -> visit(each, where + ".items", items));
    }

    private void rule(Schema schema, JsonNode rule, String where, Optional<String> apart) {
        String text = rule.path("rule").asText("");
        if (text.isBlank()) {
            add(Type.REQUIRED, where + "rule", "rule is not specified");
            return;
        }
        String message = rule.path("message").asText("");
        if (message.strip().indexOf('\n') >= 0) {
            add(Type.INVALID, where + "message", Texts.quote(message) + ": must not contain line breaks");
        }
        if (text.strip().indexOf('\n') >= 0 && message.isEmpty()) {
            add(Type.REQUIRED, where + "message", "message must be specified if rule contains line breaks");
        }
        String reason = rule.path("reason").asText("");
        if (!reason.isEmpty() && !REASONS.contains(reason)) {
            add(
                    Type.NOT_SUPPORTED,
                    where + "reason",
                    Texts.quote(reason) + ": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\","
                            + " \"FieldValueInvalid\", \"FieldValueRequired\"");
        }
        String path = rule.path("fieldPath").asText("");
        if (!path.isEmpty() && SchemaPath.find(schema, path).isEmpty()) {
            add(Type.INVALID, where + "fieldPath", Texts.quote(path) + ": must be a valid path");
        }
        oldSelf(rule, text, where, apart);
    }

    private void oldSelf(JsonNode rule, String text, String where, Optional<String> apart) {
        boolean used = OLD.matcher(LITERAL.matcher(text).replaceAll("")).find();
        if (used && apart.isPresent()) {
            String why = ": oldSelf cannot be used on the uncorrelatable portion of the schema within ";
            add(Type.INVALID, where + "rule", Texts.quote(text) + why + apart.get());
        }
        if (!used && rule.has("optionalOldSelf")) {
            String why = rule.path("optionalOldSelf") + ": may not be set if oldSelf is not used in rule";
            add(Type.INVALID, where + "optionalOldSelf", why);
        }
    }

    /** The rule as the API server shows it. */
    private static String goValue(JsonNode rule) {
        String reason = rule.path("reason").asText("");
        String optional =
                rule.has("optionalOldSelf") ? rule.path("optionalOldSelf").toString() : "null";
        return ("{\"Rule\":" + text(rule, "rule") + ",\"Message\":" + text(rule, "message") + ",\"MessageExpression\":"
                        + text(rule, "messageExpression") + ",\"Reason\":"
                        + (reason.isEmpty() ? "null" : Texts.quote(reason)) + ",\"FieldPath\":"
                        + text(rule, "fieldPath") + ",\"OptionalOldSelf\":" + optional + "}")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static String text(JsonNode rule, String field) {
        return Texts.quote(rule.path(field).asText(""));
    }

    /** The two compilers differ in a few words. */
    private static String asTheServerSays(String problem) {
        return problem.replaceAll(
                        "(ERROR: <input>:\\d+:\\d+: )(mismatched input|extraneous input|no viable|token recognition|missing )",
                        "$1Syntax error: $2")
                .replaceAll(" \\(candidates: .*\\)", "");
    }
}
