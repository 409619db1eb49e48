package com.vpsie.autoscaler.sandbox.kube.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.function.UnaryOperator;

/** Patch documents as changes of an object. */
public final class Patches {
    private Patches() {}

    /**
     * @param contentType media type without parameters
     * @throws ApiException 415 for a type that is not served here; 400 for a document that is not a patch of that type
     */
    public static UnaryOperator<ObjectNode> parse(ResourceKind kind, String contentType, String body) {
        return switch (contentType) {
            case "application/merge-patch+json" -> merge(read(body));
            case "application/json-patch+json" -> jsonPatch(kind, read(body));
            case "application/strategic-merge-patch+json" -> strategic(kind, read(body));
            default -> throw unsupported(contentType);
        };
    }

    private static ApiException unsupported(String contentType) {
        return ApiException.unsupportedMediaType("the body of the request was in an unknown format: " + contentType
                + " is not served by the embedded API");
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

    private static UnaryOperator<ObjectNode> jsonPatch(ResourceKind kind, JsonNode patch) {
        return target -> {
            try {
                return (ObjectNode) JsonPatch.apply(patch, target);
            } catch (JsonPatchException | ClassCastException e) {
                throw ApiException.invalid(
                        kind, Meta.name(target), "the server rejected our request: " + e.getMessage());
            }
        };
    }

    /** Without lists, and built-in kinds only, a strategic merge is a plain one; the rest is refused. */
    private static UnaryOperator<ObjectNode> strategic(ResourceKind kind, JsonNode patch) {
        if (kind.group().contains(".") && !kind.group().endsWith(".k8s.io") || holdsList(patch)) {
            throw unsupported("application/strategic-merge-patch+json");
        }
        return merge(patch);
    }

    private static boolean holdsList(JsonNode node) {
        if (node.isArray()) {
            return true;
        }
        for (JsonNode child : node) {
            if (holdsList(child)) {
                return true;
            }
        }
        return false;
    }
}
