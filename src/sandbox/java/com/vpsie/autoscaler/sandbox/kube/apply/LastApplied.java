package com.vpsie.autoscaler.sandbox.kube.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The annotation in which client-side {@code kubectl apply} keeps what it applied. A server-side apply by {@code kubectl}
 * takes over the fields that it proves to be kubectl's own, and keeps it up to date, so that both ways can be mixed.
 */
final class LastApplied {
    /** The manager whose applies regard the annotation. */
    static final String MANAGER = "kubectl";

    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int LARGEST = 256 * 1024;

    private LastApplied() {}

    private static String of(ObjectNode object) {
        return Meta.of(object).path("annotations").path(ANNOTATION).asText("");
    }

    /** The conflicts left over when those are taken off that were applied on the client's side and are unchanged. */
    static Map<Manager, FieldSet> unproven(
            Map<Manager, FieldSet> conflicts, FieldType type, String version, ObjectNode live) {
        Optional<FieldSet> own = unchanged(type, version, live);
        Map<Manager, FieldSet> left = new TreeMap<>();
        conflicts.forEach((manager, fields) -> {
            FieldSet others = own.map(fields::minus).orElse(fields);
            if (!others.isEmpty()) {
                left.put(manager, others);
            }
        });
        return left;
    }

    private static Optional<FieldSet> unchanged(FieldType type, String version, ObjectNode live) {
        try {
            JsonNode applied = Json.read(of(live));
            boolean right = applied.isObject()
                    && applied.path("apiVersion").asText().equals(version)
                    && TypeCheck.of(type, applied).isEmpty();
            if (!right) {
                return Optional.empty();
            }
            Comparison since = Comparison.of(type, applied, live);
            return Optional.of(Owning.of(type, applied).minus(since.changed()).minus(since.removed()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Writes the configuration into the annotation, if the object has it. */
    static void keep(ObjectNode object, ObjectNode config) {
        if (of(object).isEmpty()) {
            return;
        }
        ObjectNode applied = config.deepCopy();
        if (Meta.of(applied).path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(ANNOTATION);
        }
        String text = new String(Json.bytes(sorted(applied)), StandardCharsets.UTF_8) + "\n";
        ObjectNode annotations = ((ObjectNode) Meta.of(object).path("annotations")).deepCopy();
        annotations.put(ANNOTATION, text);
        int size = 0;
        for (Map.Entry<String, JsonNode> one : annotations.properties()) {
            size += one.getKey().length() + one.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > LARGEST) {
            annotations.remove(ANNOTATION);
        }
        ObjectNode metadata = ((ObjectNode) Meta.of(object)).objectNode();
        metadata.setAll((ObjectNode) Meta.of(object));
        metadata.set("annotations", annotations);
        object.set("metadata", metadata);
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            Map<String, JsonNode> members = new TreeMap<>();
            object.fields().forEachRemaining(member -> members.put(member.getKey(), sorted(member.getValue())));
            copy.setAll(members);
            return copy;
        }
        if (value.isArray()) {
            var copy = Json.object().arrayNode();
            value.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return value;
    }
}
