package com.vpsie.autoscaler.sandbox.kube.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.schema.Schema;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Patch documents as changes of an object. */
public final class Patches {
    private Patches() {}

    /**
     * @param contentType media type without parameters
     * @param builtin the kind's schema when it is a built-in kind: only those have strategic merge patches
     * @throws ApiException 415 for a type that is not served here; 400 for a document that is not a patch of that type
     */
    public static UnaryOperator<ObjectNode> parse(
            ResourceKind kind, Optional<Schema> builtin, String contentType, String body) {
        return switch (contentType) {
            case "application/merge-patch+json" -> merge(read(body));
            case "application/json-patch+json" -> jsonPatch(read(body));
            case "application/strategic-merge-patch+json" -> {
                if (builtin.isEmpty()) {
                    throw unsupported();
                }
                yield strategic(read(body), builtin);
            }
            default -> throw unsupported();
        };
    }

    private static ApiException unsupported() {
        return ApiException.unsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    private static JsonNode read(String body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getOriginalMessage());
        }
    }

    private static UnaryOperator<ObjectNode> merge(JsonNode patch) {
        if (!(patch instanceof ObjectNode document)) {
            throw ApiException.badRequest("a merge patch must be an object");
        }
        return target -> mergeInto(target, document);
    }

    /** RFC 7386. */
    private static ObjectNode mergeInto(ObjectNode target, ObjectNode patch) {
        patch.fields().forEachRemaining(field -> {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode nested) {
                ObjectNode inner = target.get(field.getKey()) instanceof ObjectNode there
                        ? there
                        : JsonNodeFactory.instance.objectNode();
                target.set(field.getKey(), mergeInto(inner, nested));
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
        return target;
    }

    private static UnaryOperator<ObjectNode> jsonPatch(JsonNode patch) {
        return target -> {
            try {
                return (ObjectNode) JsonPatch.apply(patch, target);
            } catch (JsonPatchException | ClassCastException e) {
                // a real server says no more either
                throw ApiException.of(422, "Invalid", "the server rejected our request due to an error in our request");
            }
        };
    }

    private static UnaryOperator<ObjectNode> strategic(JsonNode patch, Optional<Schema> schema) {
        if (!(patch instanceof ObjectNode document)) {
            throw ApiException.badRequest("json: cannot unmarshal array into Go value of type map[string]interface {}");
        }
        return target -> StrategicMerge.merge(target, document, schema);
    }
}
