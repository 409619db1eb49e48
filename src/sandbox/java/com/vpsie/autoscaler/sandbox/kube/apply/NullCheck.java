package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nulls where a custom kind does not allow them. An applied configuration may hold some, and an API server leaves one
 * behind where everything in an object or list was removed, but not the object itself: it then refuses its own work.
 */
final class NullCheck {
    private final List<FieldError> problems = new ArrayList<>();

    private NullCheck() {}

    static List<FieldError> of(Schema schema, JsonNode object) {
        NullCheck check = new NullCheck();
        object.fields().forEachRemaining(member -> {
            if (!member.getKey().equals("metadata")) {
                check.member(schema, member.getKey(), member.getValue(), member.getKey());
            }
        });
        return check.problems;
    }

    private void member(Schema schema, String name, JsonNode value, String path) {
        schema.member(name).ifPresent(type -> visit(type, value, path));
    }

    private void visit(Schema schema, JsonNode value, String path) {
        if (value.isNull()) {
            report(schema, path);
        } else if (value.isObject()) {
            value.fields()
                    .forEachRemaining(
                            member -> member(schema, member.getKey(), member.getValue(), path + "." + member.getKey()));
        } else if (value.isArray()) {
            Optional<Schema> items = schema.items();
            for (int i = 0; items.isPresent() && i < value.size(); i++) {
                visit(items.get(), value.get(i), path + "[" + i + "]");
            }
        }
    }

    /** A null of a field with a default counts as left out. */
    private void report(Schema schema, String path) {
        if (schema.type().isEmpty()
                || schema.nullable()
                || schema.defaultValue().isPresent()) {
            return;
        }
        problems.add(new FieldError(
                FieldError.Type.TYPE_INVALID,
                path,
                "\"null\": " + path + " in body must be of type " + schema.type() + ": \"null\""));
    }
}
