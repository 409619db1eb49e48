package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a configuration is one of its type: only then is it known who would own what. */
final class TypeCheck {
    private final List<String> problems = new ArrayList<>();

    private TypeCheck() {}

    /** What is wrong, each as path and reason; empty when nothing is. */
    static List<String> of(FieldType type, JsonNode config) {
        TypeCheck check = new TypeCheck();
        check.visit(type, config, "");
        return check.problems;
    }

    private void report(String path, String problem) {
        problems.add(path + ": " + problem);
    }

    private void visit(FieldType type, JsonNode value, String path) {
        if (value.isNull()) {
            return;
        }
        switch (type.form(value)) {
            case SCALAR -> scalar(type.scalar(), value, path);
            case LIST -> {
                if (value.isArray()) {
                    items(type, value, path);
                } else {
                    report(path, "expected list, got " + shown(value));
                }
            }
            case MAP -> {
                if (value.isObject()) {
                    members(type, value, path);
                } else {
                    report(path, "expected map, got " + shown(value));
                }
            }
        }
    }

    private static String shown(JsonNode value) {
        return "&{" + (value.isTextual() ? value.textValue() : value.toString()) + "}";
    }

    private void scalar(FieldType.Scalar wanted, JsonNode value, String path) {
        boolean right = switch (wanted) {
            case NUMERIC -> value.isNumber();
            case STRING -> value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case ANY -> Values.scalar(value);
        };
        if (right) {
            return;
        }
        switch (wanted) {
            case NUMERIC -> report(path, "expected numeric (int or float), got " + goType(value));
            case STRING -> report(path, "expected string, got &value.valueUnstructured{Value:" + value + "}");
            case BOOLEAN -> report(path, "expected boolean, got " + shown(value));
            case ANY -> report(path, "expected any scalar, got " + shown(value));
        }
    }

    /** The text names the type as the server's language does. */
    private static String goType(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case ARRAY -> "[]interface {}";
            default -> "map[string]interface {}";
        };
    }

    private void items(FieldType type, JsonNode list, String path) {
        Set<PathElement> seen = new TreeSet<>();
        for (int i = 0; i < list.size(); i++) {
            PathElement step = new PathElement.Index(i);
            if (!type.atomicList()) {
                try {
                    step = type.stepTo(list.get(i));
                } catch (IllegalArgumentException e) {
                    report(path, "element " + i + ": " + e.getMessage());
                    return;
                }
                if (!seen.add(step)) {
                    report(path, "duplicate entries for key " + step);
                }
            }
            visit(type.items(), list.get(i), path + step);
        }
    }

    private void members(FieldType type, JsonNode object, String path) {
        object.fields().forEachRemaining(member -> {
            String at = path + "." + member.getKey();
            if (type.field(member.getKey()).isEmpty() && type.others().isEmpty()) {
                report(at, "field not declared in schema");
            } else {
                visit(type.member(member.getKey()), member.getValue(), at);
            }
        });
    }
}
