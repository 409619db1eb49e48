package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors as predicates over objects. Immutable; safe for any thread. */
public final class Selector implements Predicate<ObjectNode> {
    /** Selects everything. */
    public static final Selector ALL = new Selector(List.of());

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(!=|==|=)\\s*(\\S*)");
    private static final Pattern PRESENCE = Pattern.compile("(!?)\\s*([^=!\\s()]+)");

    private final List<Predicate<ObjectNode>> all;

    private Selector(List<Predicate<ObjectNode>> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Parses both kinds of selectors; empty text selects everything.
     *
     * @throws ApiException 400 when one cannot be parsed or the kind has no such field selector
     */
    public static Selector parse(ResourceKind kind, String labelSelector, String fieldSelector) {
        if (labelSelector.isBlank() && fieldSelector.isBlank()) {
            return ALL;
        }
        List<Predicate<ObjectNode>> all = new ArrayList<>();
        for (String term : split(labelSelector)) {
            all.add(label(term));
        }
        for (String term : split(fieldSelector)) {
            all.add(field(kind, term));
        }
        return new Selector(all);
    }

    @Override
    public boolean test(ObjectNode object) {
        for (Predicate<ObjectNode> one : all) {
            if (!one.test(object)) {
                return false;
            }
        }
        return true;
    }

    /** The same of a stored object, which is read only when something is asked of it. */
    boolean selects(Stored stored) {
        return all.isEmpty() || test(stored.object());
    }

    private static List<String> split(String text) {
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == text.length())) {
                String term = text.substring(start, i).strip();
                if (!term.isEmpty()) {
                    terms.add(term);
                }
                start = i + 1;
            }
        }
        return terms;
    }

    private static Predicate<ObjectNode> label(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            Set<String> values = new TreeSet<>();
            for (String value : set.group(3).split(",", -1)) {
                values.add(value.strip());
            }
            boolean in = set.group(2).equals("in");
            return object ->
                    values.contains(labelOf(object, set.group(1)).asText("")) && has(object, set.group(1)) ? in : !in;
        }
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            String key = equality.group(1);
            String value = equality.group(3);
            boolean equal = !equality.group(2).equals("!=");
            return object -> (has(object, key) && labelOf(object, key).asText().equals(value)) == equal;
        }
        Matcher presence = PRESENCE.matcher(term);
        if (presence.matches()) {
            boolean present = presence.group(1).isEmpty();
            return object -> has(object, presence.group(2)) == present;
        }
        throw ApiException.badRequest("unable to parse requirement: " + term);
    }

    private static boolean has(ObjectNode object, String key) {
        return !labelOf(object, key).isMissingNode();
    }

    private static JsonNode labelOf(ObjectNode object, String key) {
        return Meta.of(object).path("labels").path(key);
    }

    private static Predicate<ObjectNode> field(ResourceKind kind, String term) {
        Matcher equality = EQUALITY.matcher(term);
        if (!equality.matches()) {
            throw ApiException.badRequest("invalid selector: '" + term + "'; can't understand '" + term + "'");
        }
        String path = equality.group(1);
        if (!path.equals("metadata.name")
                && !path.equals("metadata.namespace")
                && !kind.traits().fields().contains(path)) {
            throw ApiException.badRequest("field label not supported: " + path);
        }
        List<String> steps = List.of(path.split("\\."));
        String value = equality.group(3);
        boolean equal = !equality.group(2).equals("!=");
        return object -> {
            JsonNode node = object;
            for (String step : steps) {
                node = node.path(step);
            }
            return node.asText("").equals(value) == equal;
        };
    }
}
