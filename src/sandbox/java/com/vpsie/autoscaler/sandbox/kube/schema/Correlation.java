package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.ListType;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema.MapType;
import java.util.Optional;

/**
 * A value of a changed object beside the one it takes the place of. Members belong together by name unless their map is
 * atomic, items by the keys of a list of type map, and otherwise not at all. Used by one thread.
 */
final class Correlation {
    private final Schema schema;
    private final JsonNode now;
    private final JsonNode before;
    private Optional<Boolean> unchanged = Optional.empty();

    Correlation(Schema schema, JsonNode now, JsonNode before) {
        this.schema = schema;
        this.now = now;
        this.before = before;
    }

    JsonNode before() {
        return before;
    }

    /** Compared once, however often asked. */
    boolean unchanged() {
        if (unchanged.isEmpty()) {
            unchanged = Optional.of(now.equals(before));
        }
        return unchanged.get();
    }

    Optional<Correlation> member(String name, Schema member) {
        return schema.mapType() == MapType.ATOMIC || !before.has(name)
                ? Optional.empty()
                : Optional.of(new Correlation(member, now.path(name), before.path(name)));
    }

    Optional<Correlation> item(int index, Schema items) {
        JsonNode item = now.path(index);
        if (schema.listType() != ListType.MAP || !item.isObject()) {
            return Optional.empty();
        }
        for (JsonNode candidate : before) {
            if (sameKeys(item, candidate)) {
                return Optional.of(new Correlation(items, item, candidate));
            }
        }
        return Optional.empty();
    }

    private boolean sameKeys(JsonNode a, JsonNode b) {
        return schema.listMapKeys().stream().allMatch(key -> a.path(key).equals(b.path(key)));
    }
}
