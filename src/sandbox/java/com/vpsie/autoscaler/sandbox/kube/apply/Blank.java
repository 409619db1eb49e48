package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.util.Optional;

/**
 * What a new object is compared with. A custom one is new as a whole; a built-in one always has the objects that its
 * definition gives an empty default, such as {@code spec}, so that nobody becomes their owner by creating it.
 */
final class Blank {
    private Blank() {}

    static ObjectNode of(Optional<Schema> schema, boolean builtin) {
        ObjectNode blank = Json.object();
        if (builtin) {
            schema.ifPresent(known -> fill(blank, known));
        }
        return blank;
    }

    private static void fill(ObjectNode object, Schema schema) {
        schema.properties().forEach((name, property) -> {
            Optional<JsonNode> given = property.defaultValue();
            if (given.isPresent() && given.get().isObject() && given.get().isEmpty()) {
                fill(object.putObject(name), property);
            }
        });
    }
}
