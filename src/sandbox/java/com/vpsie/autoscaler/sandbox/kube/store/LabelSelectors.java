package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads label selectors by recursive descent, with the grammar and the refusals of {@code k8s.io/apimachinery}'s
 * {@code labels.Parse}. Of one thread; one object reads one text.
 */
final class LabelSelectors {
    private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";

    private final List<String> tokens;
    private int next;

    private LabelSelectors(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @throws ApiException 400 */
    static List<Predicate<ObjectNode>> parse(String text) {
        return new LabelSelectors(tokens(text)).requirements();
    }

    /** Words and operators; the end is an empty token. */
    private static List<String> tokens(String text) {
        List<String> found = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i++;
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (isSymbol(c)) {
                if ((c == '=' || c == '!') && i < text.length() && text.charAt(i) == '=') {
                    i++;
                }
            } else {
                while (i < text.length() && !isSymbol(text.charAt(i)) && !Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
            }
            found.add(text.substring(start, i));
        }
        found.add("");
        return found;
    }

    private static boolean isSymbol(char c) {
        return "=!(),><".indexOf(c) >= 0;
    }

    private String peek() {
        return tokens.get(next);
    }

    private String take() {
        String token = tokens.get(next);
        if (!token.isEmpty()) {
            next++;
        }
        return token;
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && !isSymbol(token.charAt(0));
    }

    private static ApiException unexpected(String found, String wanted) {
        return ApiException.badRequest("found '" + found + "', expected: " + wanted);
    }

    private static ApiException unparsable(String why) {
        return ApiException.badRequest("unable to parse requirement: " + why);
    }

    private List<Predicate<ObjectNode>> requirements() {
        List<Predicate<ObjectNode>> all = new ArrayList<>();
        if (peek().isEmpty()) {
            return all;
        }
        if (!isWord(peek()) && !peek().equals("!")) {
            throw unexpected(peek(), "!, identifier, or 'end of string'");
        }
        while (true) {
            all.add(requirement());
            String separator = take();
            if (separator.isEmpty()) {
                return all;
            }
            if (!separator.equals(",")) {
                throw unexpected(separator, "',' or 'end of string'");
            }
            if (!isWord(peek()) && !peek().equals("!")) {
                throw unexpected(peek(), "identifier after ','");
            }
        }
    }

    private Predicate<ObjectNode> requirement() {
        boolean absent = peek().equals("!");
        if (absent) {
            take();
        }
        String key = take();
        if (!isWord(key)) {
            throw unparsable("found '" + key + "', expected: identifier");
        }
        LabelSyntax.keyProblem(key).ifPresent(problem -> {
            throw unparsable(problem);
        });
        if (absent || peek().isEmpty() || peek().equals(",")) {
            return object -> label(object, key).isMissingNode() == absent;
        }
        String operator = take();
        return switch (operator) {
            case "=", "==" -> in(key, Set.of(checked(key, exactValue())));
            case "!=" -> in(key, Set.of(checked(key, exactValue()))).negate();
            case "in" -> in(key, values(key));
            case "notin" -> in(key, values(key)).negate();
            case ">" -> compared(key, 1);
            case "<" -> compared(key, -1);
            default -> throw unparsable("found '" + operator + "', expected: " + OPERATORS);
        };
    }

    private static Predicate<ObjectNode> in(String key, Set<String> values) {
        return object -> {
            JsonNode value = label(object, key);
            return !value.isMissingNode() && values.contains(value.asText());
        };
    }

    private Predicate<ObjectNode> compared(String key, int sign) {
        String text = exactValue();
        long bound = number(text)
                .orElseThrow(() -> unparsable("values[0]: Invalid value: \"" + text
                        + "\": for 'Gt', 'Lt' operators, the value must be an integer"));
        return object -> number(label(object, key).asText())
                .filter(value -> Long.compare(value, bound) == sign)
                .isPresent();
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What follows an equality: absent is the empty value. */
    private String exactValue() {
        if (peek().isEmpty() || peek().equals(",")) {
            return "";
        }
        String value = take();
        if (!isWord(value)) {
            throw unparsable("found '" + value + "', expected: identifier");
        }
        return value;
    }

    private static String checked(String key, String value) {
        LabelSyntax.valueProblem(value).ifPresent(problem -> {
            throw unparsable("values[0][" + key + "]: " + problem);
        });
        return value;
    }

    /** The values in parentheses; one that is left out is the empty value. */
    private Set<String> values(String key) {
        String open = take();
        if (!open.equals("(")) {
            throw unparsable("found '" + open + "' expected: '('");
        }
        Set<String> values = new TreeSet<>();
        while (true) {
            values.add(checked(key, isWord(peek()) ? take() : ""));
            String end = take();
            if (end.equals(")")) {
                return values;
            }
            if (!end.equals(",")) {
                throw unparsable("found '" + end + "', expected: ',' or ')'");
            }
        }
    }

    private static JsonNode label(ObjectNode object, String key) {
        return Meta.of(object).path("labels").path(key);
    }
}
