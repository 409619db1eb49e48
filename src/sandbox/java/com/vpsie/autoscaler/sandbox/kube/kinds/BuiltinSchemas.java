package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OpenAPI definitions of the built-in kinds, as generated from a real API server and kept as resources without their
 * descriptions. Read when first asked for, then kept. Safe for any thread; the trees must not be modified.
 */
public final class BuiltinSchemas {
    /** The resource that maps {@code group/version/Kind} to the name of its definition. */
    public static final String INDEX = "index.json";

    /** What references to definitions begin with. */
    public static final String REF = "#/components/schemas/";

    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private BuiltinSchemas() {}

    /** The resource that holds the definition: one for each package of definitions. */
    public static String fileOf(String definition) {
        return definition.substring(0, definition.lastIndexOf('.')) + ".json";
    }

    /** The name of the kind's definition; empty for a kind that has none here. */
    public static Optional<String> nameOf(ResourceKind kind) {
        return nameOf(kind.group(), kind.version(), kind.kind());
    }

    /** The same for kinds that are not stored, such as {@code policy/v1/Eviction}. */
    public static Optional<String> nameOf(String group, String version, String kind) {
        JsonNode name = file(INDEX).path(group + "/" + version + "/" + kind);
        return name.isTextual() ? Optional.of(name.asText()) : Optional.empty();
    }

    /** Everything about the kind's objects; made once for a kind. */
    public static Optional<Schema> schema(ResourceKind kind) {
        return nameOf(kind)
                .map(name -> SCHEMAS.computeIfAbsent(
                        name, one -> Schema.parse(definition(one), BuiltinSchemas::definition)));
    }

    /** The definition of that name, or a missing node. */
    public static JsonNode definition(String name) {
        return name.contains(".") ? file(fileOf(name)).path(name) : MissingNode.getInstance();
    }

    private static JsonNode file(String name) {
        return FILES.computeIfAbsent(name, BuiltinSchemas::read);
    }

    private static JsonNode read(String name) {
        try (InputStream in = BuiltinSchemas.class.getResourceAsStream("/kubernetes/" + name)) {
            return in == null
                    ? MissingNode.getInstance()
                    : Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schemas of " + name, e);
        }
    }
}
