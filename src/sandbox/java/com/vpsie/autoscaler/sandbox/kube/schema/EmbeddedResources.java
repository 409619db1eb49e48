package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects within objects ({@code x-kubernetes-embedded-resource}) name their type, and their metadata is metadata. */
final class EmbeddedResources {
    /** What is done with each of them. */
    private interface Visitor {
        void visit(JsonNode resource, FieldPath path);
    }

    private EmbeddedResources() {}

    /** Why the object cannot be decoded at all. */
    static Optional<String> undecodable(Schema schema, JsonNode object) {
        List<String> found = new ArrayList<>();
        each(schema, object, FieldPath.ROOT, (resource, path) -> {
            JsonNode metadata = resource.path("metadata");
            if (!metadata.isMissingNode()) {
                ObjectMetas.problem(metadata)
                        .ifPresent(
                                why -> found.add(path.child("metadata") + ": Invalid value: " + metadata + ": " + why));
            }
        });
        return found.stream().findFirst();
    }

    /** Takes away fields that metadata does not have. */
    static List<String> prune(Schema schema, JsonNode object) {
        List<String> dropped = new ArrayList<>();
        each(
                schema,
                object,
                FieldPath.ROOT,
                (resource, path) -> dropped.addAll(ObjectMetas.prune(
                        resource.path("metadata"), path.child("metadata").toString())));
        return dropped;
    }

    static List<FieldError> check(Schema schema, JsonNode object) {
        List<FieldError> errors = new ArrayList<>();
        each(schema, object, FieldPath.ROOT, (resource, path) -> {
            for (String field : List.of("apiVersion", "kind")) {
                if (resource.path(field).asText("").isEmpty()) {
                    errors.add(path.child(field).error(Type.REQUIRED, ""));
                }
            }
        });
        return errors;
    }

    private static void each(Schema schema, JsonNode value, FieldPath path, Visitor visitor) {
        if (value.isObject()) {
            if (schema.embeddedResource()) {
                visitor.visit(value, path);
            }
            value.fields()
                    .forEachRemaining(field -> schema.member(field.getKey())
                            .ifPresent(member -> each(member, field.getValue(), path.child(field.getKey()), visitor)));
        } else if (value.isArray()) {
            schema.items().ifPresent(items -> {
                for (int i = 0; i < value.size(); i++) {
                    each(items, value.get(i), path.index(i), visitor);
                }
            });
        }
    }
}
