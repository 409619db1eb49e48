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

/** What a Role or ClusterRole must say; paths that are no resources only in the latter. */
public final class RoleRules implements KindRules {
    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        validate(kind, object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        validate(kind, object);
    }

    private static void validate(ResourceKind kind, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        RoleBindingRules.name(object).ifPresent(problems::add);
        int index = 0;
        for (JsonNode rule : object.path("rules")) {
            validate(kind, rule, "rules[" + index++ + "]", problems);
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), problems);
        }
    }

    private static void validate(ResourceKind kind, JsonNode rule, String at, List<FieldError> problems) {
        if (rule.path("verbs").isEmpty()) {
            problems.add(new FieldError(Type.REQUIRED, at + ".verbs", "verbs must contain at least one value"));
        }
        JsonNode urls = rule.path("nonResourceURLs");
        boolean resources =
                !rule.path("apiGroups").isEmpty() || !rule.path("resources").isEmpty();
        if (!urls.isEmpty()) {
            if (kind.namespaced()) {
                problems.add(urls(at, urls, "namespaced rules cannot apply to non-resource URLs"));
            } else if (resources || !rule.path("resourceNames").isEmpty()) {
                problems.add(urls(at, urls, "rules cannot apply to both regular resources and non-resource URLs"));
            }
            return;
        }
        if (rule.path("apiGroups").isEmpty()) {
            problems.add(new FieldError(
                    Type.REQUIRED, at + ".apiGroups", "resource rules must supply at least one api group"));
        }
        if (rule.path("resources").isEmpty()) {
            problems.add(new FieldError(
                    Type.REQUIRED, at + ".resources", "resource rules must supply at least one resource"));
        }
    }

    private static FieldError urls(String at, JsonNode urls, String why) {
        return new FieldError(Type.INVALID, at + ".nonResourceURLs", urls + ": " + why);
    }
}
