package com.vpsie.autoscaler.sandbox.kube.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field that a path such as {@code .spec.items['a.b']} names in a schema.
 *
 * @param text as problems name the field: {@code spec.items.a.b}
 * @param schema of the field
 */
record SchemaPath(String text, Schema schema) {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]']+)|\\['((?:[^'\\\\]|\\\\.)+)'\\]");

    /** Empty when it is no path, or no field of the schema is there. */
    static Optional<SchemaPath> find(Schema schema, String path) {
        Matcher step = STEP.matcher(path);
        Schema at = schema;
        StringBuilder text = new StringBuilder();
        int end = 0;
        while (step.find() && step.start() == end) {
            String name = step.group(1) != null ? step.group(1) : step.group(2).replaceAll("\\\\(.)", "$1");
            boolean named = !at.properties().isEmpty();
            Optional<Schema> next = named ? Optional.ofNullable(at.properties().get(name)) : at.additionalProperties();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            String dot = text.length() == 0 ? "" : ".";
            text.append(named ? dot + name : "[" + name + "]");
            at = next.get();
            end = step.end();
        }
        return end == 0 || end < path.length() ? Optional.empty() : Optional.of(new SchemaPath(text.toString(), at));
    }
}
