package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * JSON values as field ownership sees them: a number is what it counts, however it is written, and members of an object
 * have no order. What is absent is a {@link MissingNode}, which is not the same as null.
 */
final class Values {
    static final JsonNode ABSENT = MissingNode.getInstance();

    private Values() {}

    static boolean absent(JsonNode value) {
        return value.isMissingNode();
    }

    static boolean scalar(JsonNode value) {
        return value.isNumber() || value.isTextual() || value.isBoolean();
    }

    static boolean equal(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return compareNumbers(a, b) == 0;
        }
        if (a.size() != b.size() || a.getNodeType() != b.getNodeType()) {
            return false;
        }
        if (a.isArray()) {
            for (int i = 0; i < a.size(); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a.isObject()) {
            for (Iterator<String> names = a.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!b.has(name) || !equal(a.get(name), b.get(name))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    private static int compareNumbers(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber() && a.canConvertToLong() && b.canConvertToLong()) {
            return Long.compare(a.longValue(), b.longValue());
        }
        return a.decimalValue().compareTo(b.decimalValue());
    }

    /** Numbers, texts, booleans, lists, objects, null: in this order, and by content within each. */
    static int compare(JsonNode a, JsonNode b) {
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (rank(a)) {
            case 0 -> compareNumbers(a, b);
            case 1 -> a.textValue().compareTo(b.textValue());
            case 2 -> Boolean.compare(a.booleanValue(), b.booleanValue());
            case 3 -> compareItems(a, b);
            case 4 -> compareMembers(a, b);
            default -> 0;
        };
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> 0;
            case STRING -> 1;
            case BOOLEAN -> 2;
            case ARRAY -> 3;
            case OBJECT -> 4;
            default -> 5;
        };
    }

    private static int compareItems(JsonNode a, JsonNode b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int here = compare(a.get(i), b.get(i));
            if (here != 0) {
                return here;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareMembers(JsonNode a, JsonNode b) {
        List<String> left = sortedNames(a);
        List<String> right = sortedNames(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byName = left.get(i).compareTo(right.get(i));
            int here = byName != 0 ? byName : compare(a.get(left.get(i)), b.get(right.get(i)));
            if (here != 0) {
                return here;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static List<String> sortedNames(JsonNode object) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        return names;
    }
}
