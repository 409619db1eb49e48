package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A PodDisruptionBudget has one rule, as a number or a percentage, and allows nothing until it was looked at. */
public final class DisruptionBudgetRules implements KindRules {
    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]+%");
    private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");
    private static final Set<String> POLICIES = Set.of("IfHealthyBudget", "AlwaysAllow");

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        object.putObject("status")
                .put("disruptionsAllowed", 0)
                .put("currentHealthy", 0)
                .put("desiredHealthy", 0)
                .put("expectedPods", 0);
        validate(kind, object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        validate(kind, object);
    }

    private static void validate(ResourceKind kind, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        JsonNode spec = object.path("spec");
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            problems.add(new FieldError(
                    Type.INVALID, "spec", spec + ": minAvailable and maxUnavailable cannot be both set"));
        }
        rule(problems, spec, "minAvailable");
        rule(problems, spec, "maxUnavailable");
        int index = 0;
        for (JsonNode expression : spec.path("selector").path("matchExpressions")) {
            if (!OPERATORS.contains(expression.path("operator").asText())) {
                problems.add(new FieldError(
                        Type.INVALID,
                        "spec.selector.matchExpressions[" + index + "].operator",
                        expression.path("operator") + ": not a valid selector operator"));
            }
            index++;
        }
        JsonNode policy = spec.path("unhealthyPodEvictionPolicy");
        if (policy.isTextual() && !POLICIES.contains(policy.asText())) {
            problems.add(new FieldError(
                    Type.NOT_SUPPORTED,
                    "spec.unhealthyPodEvictionPolicy",
                    policy + ": supported values: \"AlwaysAllow\", \"IfHealthyBudget\""));
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), problems);
        }
    }

    private static void rule(List<FieldError> problems, JsonNode spec, String field) {
        JsonNode value = spec.path(field);
        String path = "spec." + field;
        if (value.isNumber() && value.asInt() < 0) {
            problems.add(new FieldError(Type.INVALID, path, value + ": must be greater than or equal to 0"));
        } else if (value.isTextual() && !PERCENTAGE.matcher(value.asText()).matches()) {
            problems.add(new FieldError(
                    Type.INVALID,
                    path,
                    value + ": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
                            + " or '93%', regex used for validation is '[0-9]+%')"));
        } else if (value.isTextual() && percent(value) > 100) {
            problems.add(new FieldError(Type.INVALID, path, value + ": must not be greater than 100%"));
        }
    }

    /** Of a percentage, as far as it matters. */
    private static int percent(JsonNode value) {
        String digits = value.asText().replace("%", "").replaceFirst("^0+", "");
        return digits.length() > 3 ? Integer.MAX_VALUE : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
