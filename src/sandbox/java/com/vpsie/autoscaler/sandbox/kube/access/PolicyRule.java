package com.vpsie.autoscaler.sandbox.kube.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One rule of a Role or ClusterRole. Immutable. */
public record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {
    private static final String ALL = "*";

    public static PolicyRule of(JsonNode rule) {
        return new PolicyRule(
                texts(rule.path("verbs")),
                texts(rule.path("apiGroups")),
                texts(rule.path("resources")),
                texts(rule.path("resourceNames")),
                texts(rule.path("nonResourceURLs")));
    }

    static List<PolicyRule> all(JsonNode rules) {
        List<PolicyRule> found = new ArrayList<>();
        rules.forEach(rule -> found.add(of(rule)));
        return found;
    }

    private static List<String> texts(JsonNode array) {
        List<String> found = new ArrayList<>();
        array.forEach(item -> found.add(item.asText()));
        return List.copyOf(found);
    }

    /** Whether it grants what the request wants; {@code RuleAllows} of the RBAC authorizer. */
    public boolean allows(Attributes wanted) {
        if (!has(verbs, wanted.verb())) {
            return false;
        }
        if (!wanted.isResource()) {
            return nonResourceUrls.stream().anyMatch(pattern -> matchesPath(pattern, wanted.path()));
        }
        return has(apiGroups, wanted.group())
                && (has(resources, wanted.fullResource())
                        || (!wanted.subresource().isEmpty() && resources.contains("*/" + wanted.subresource())))
                && (resourceNames.isEmpty() || resourceNames.contains(wanted.name()));
    }

    private static boolean has(List<String> granted, String wanted) {
        return granted.contains(ALL) || granted.contains(wanted);
    }

    private static boolean matchesPath(String pattern, String path) {
        return pattern.equals(ALL)
                || pattern.equals(path)
                || (pattern.endsWith(ALL) && path.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    /** Rules of one verb and one thing each that together say the same. */
    List<PolicyRule> parts() {
        List<PolicyRule> parts = new ArrayList<>();
        for (String verb : verbs) {
            for (String url : nonResourceUrls) {
                parts.add(new PolicyRule(List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
            }
            for (String group : apiGroups) {
                for (String resource : resources) {
                    List<String> names = resourceNames.isEmpty() ? List.of("") : resourceNames;
                    names.forEach(name -> parts.add(new PolicyRule(
                            List.of(verb),
                            List.of(group),
                            List.of(resource),
                            name.isEmpty() ? List.of() : List.of(name),
                            List.of())));
                }
            }
        }
        return parts;
    }

    /** Whether everything that {@code part}, one of {@link #parts}, grants is granted by this rule too. */
    boolean covers(PolicyRule part) {
        if (!has(verbs, part.verbs.get(0))) {
            return false;
        }
        if (!part.nonResourceUrls.isEmpty()) {
            return nonResourceUrls.stream().anyMatch(pattern -> matchesPath(pattern, part.nonResourceUrls.get(0)));
        }
        String resource = part.resources.get(0);
        int slash = resource.indexOf('/');
        return has(apiGroups, part.apiGroups.get(0))
                && (has(resources, resource) || (slash >= 0 && resources.contains("*" + resource.substring(slash))))
                && (resourceNames.isEmpty()
                        || (!part.resourceNames.isEmpty() && resourceNames.containsAll(part.resourceNames)));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        put(json, "verbs", verbs);
        put(json, "apiGroups", apiGroups);
        put(json, "resources", resources);
        put(json, "resourceNames", resourceNames);
        put(json, "nonResourceURLs", nonResourceUrls);
        return json;
    }

    private static void put(ObjectNode json, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(field);
            values.forEach(array::add);
        }
    }

    /** As a refusal to grant it shows it. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        show(shown, "APIGroups", apiGroups);
        show(shown, "Resources", resources);
        show(shown, "ResourceNames", resourceNames);
        show(shown, "NonResourceURLs", nonResourceUrls);
        show(shown, "Verbs", verbs);
        return "{" + String.join(", ", shown) + "}";
    }

    private static void show(List<String> shown, String label, List<String> values) {
        if (!values.isEmpty()) {
            shown.add(label + ":["
                    + values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(" ")) + "]");
        }
    }
}
