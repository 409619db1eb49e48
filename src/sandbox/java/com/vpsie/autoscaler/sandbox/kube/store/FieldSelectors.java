package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads field selectors, with the grammar and the refusals of {@code k8s.io/apimachinery}'s {@code fields}: terms
 * {@code path=value}, {@code ==} and {@code !=}, comma between them, backslash before a comma, an equals sign or a
 * backslash that belongs to a value.
 */
final class FieldSelectors {
    /** What a field that is not there compares as, when not as the empty text. */
    private static final Map<String, String> ABSENT = Map.of(
            "spec.unschedulable", "false",
            "spec.hostNetwork", "false",
            "status.replicas", "0",
            "status.successful", "0");

    /** Where a field is found when not under its own name; the first that is there counts. */
    private static final Map<String, List<String>> PLACES = places();

    private FieldSelectors() {}

    /** Events are stored in one form and selected in two. */
    private static Map<String, List<String>> places() {
        Map<String, List<String>> all = new HashMap<>();
        all.put("source", List.of("source.component", "reportingComponent", "reportingController"));
        all.put("reportingComponent", List.of("reportingComponent", "reportingController"));
        all.put("reportingController", List.of("reportingController", "reportingComponent"));
        for (String field : List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")) {
            String core = "involvedObject." + field;
            String later = "regarding." + field;
            all.put(core, List.of(core, later));
            all.put(later, List.of(later, core));
        }
        return Map.copyOf(all);
    }

    /** @throws ApiException 400, also when the kind has no such field selector */
    static List<Predicate<ObjectNode>> parse(ResourceKind kind, String text) {
        List<Predicate<ObjectNode>> all = new ArrayList<>();
        for (String term : terms(text)) {
            if (!term.isEmpty()) {
                all.add(term(kind, text, term));
            }
        }
        return all;
    }

    private static List<String> terms(String text) {
        List<String> found = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ',') {
                found.add(text.substring(start, i));
                start = i + 1;
            }
        }
        found.add(text.substring(Math.min(start, text.length())));
        return found;
    }

    private static Predicate<ObjectNode> term(ResourceKind kind, String text, String term) {
        for (int i = 0; i < term.length(); i++) {
            for (String operator : List.of("!=", "==", "=")) {
                if (term.startsWith(operator, i)) {
                    String path = term.substring(0, i);
                    String value = unescaped(term.substring(i + operator.length()));
                    requireField(kind, path);
                    boolean equal = !operator.equals("!=");
                    return object -> value(object, path).equals(value) == equal;
                }
            }
        }
        throw ApiException.badRequest("invalid selector: '" + text + "'; can't understand '" + term + "'");
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
                    String what = i == value.length() ? "" : value.substring(i, i + 1);
                    throw ApiException.badRequest("invalid field selector: invalid escape sequence: \\" + what);
                }
                plain.append(value.charAt(i));
            } else if (c == '=') {
                throw ApiException.badRequest("invalid field selector: unescaped character in value: " + (int) c);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static void requireField(ResourceKind kind, String path) {
        Set<String> own = kind.traits().fields();
        boolean served = own.contains(path)
                || path.equals("metadata.name")
                // a cluster-scoped kind has it only where nothing is said about its fields
                || path.equals("metadata.namespace") && (kind.namespaced() || own.isEmpty());
        if (!served) {
            throw ApiException.badRequest(
                    own.isEmpty() && BuiltinKinds.isBuiltin(kind)
                            ? "\"" + path + "\" is not a known field selector: only \"metadata.name\","
                                    + " \"metadata.namespace\""
                            : "field label not supported: " + path);
        }
    }

    private static String value(ObjectNode object, String path) {
        for (String place : PLACES.getOrDefault(path, List.of(path))) {
            JsonNode node = object;
            for (String step : place.split("\\.")) {
                node = node.path(step);
            }
            if (node.isValueNode()) {
                return node.asText();
            }
        }
        return ABSENT.getOrDefault(path, "");
    }
}
