package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON paths that columns of CRDs use: members ({@code .a}, {@code ['a']}, dots in names escaped), {@code [0]},
 * {@code [*]} and {@code [?(@.type=="Ready")]}. Immutable.
 */
final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "\\.((?:\\\\.|[^.\\[\\\\])+)" // member
                    + "|\\['([^']*)'\\]" // quoted member
                    + "|\\[(-?\\d+)\\]" // index
                    + "|(\\[\\*\\]|\\.\\*)" // all
                    + "|\\[\\?\\(@((?:\\.|\\[)[^=!]*?)\\s*(==|!=)\\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']+))\\)\\]");

    @FunctionalInterface
    private interface Step {
        List<JsonNode> from(JsonNode node);
    }

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /** A path of another form finds nothing. */
    static JsonPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int end = 0;
        while (step.find() && step.start() == end) {
            steps.add(step(step));
            end = step.end();
        }
        return new JsonPath(end == text.length() ? List.copyOf(steps) : List.of(node -> List.of()));
    }

    private static Step step(Matcher at) {
        if (at.group(1) != null) {
            return member(at.group(1).replaceAll("\\\\(.)", "$1"));
        } else if (at.group(2) != null) {
            return member(at.group(2));
        } else if (at.group(3) != null) {
            int index = Integer.parseInt(at.group(3));
            return node -> present(node.path(index < 0 ? node.size() + index : index));
        } else if (at.group(4) != null) {
            return JsonPath::children;
        }
        JsonPath tested = parse(at.group(5));
        boolean equal = at.group(6).equals("==");
        String wanted = Optional.ofNullable(at.group(7))
                .or(() -> Optional.ofNullable(at.group(8)))
                .orElseGet(() -> at.group(9).strip());
        return node -> children(node).stream()
                .filter(child -> tested.first(child)
                        .map(value -> value.asText().equals(wanted) == equal)
                        .orElse(false))
                .toList();
    }

    private static Step member(String name) {
        return node -> node instanceof ObjectNode object ? present(object.path(name)) : List.of();
    }

    private static List<JsonNode> present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    private static List<JsonNode> children(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        node.forEach(all::add);
        return all;
    }

    /** The first thing the path leads to. */
    Optional<JsonNode> first(JsonNode root) {
        List<JsonNode> here = List.of(root);
        for (Step step : steps) {
            here = here.stream().flatMap(node -> step.from(node).stream()).toList();
        }
        return here.stream().findFirst();
    }
}
