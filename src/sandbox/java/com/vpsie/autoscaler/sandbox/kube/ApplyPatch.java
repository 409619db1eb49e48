package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions.FieldValidation;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * A server-side apply as it is asked for. Immutable but for the tree.
 *
 * @param config what is applied, from YAML or JSON
 * @param force takes fields from their owners
 */
record ApplyPatch(ObjectNode config, boolean force) {
    static final String CONTENT_TYPE = "application/apply-patch+yaml";

    private static final ResourceKind OPTIONS =
            ResourceKind.builtin("meta.k8s.io", "v1", "patchoptions", "PatchOptions");

    /** @throws ApiException 422 without a {@code fieldManager}; 400 for a body that is no object */
    static ApplyPatch read(Call call, WriteOptions how) {
        if (call.parameter("fieldManager").isEmpty()) {
            throw invalid(FieldError.Type.REQUIRED, "fieldManager", "is required for apply patch");
        }
        JsonNode config = parse(Serialization.yamlMapper(), call.body(), "error decoding YAML: ");
        if (how.fieldValidation() != FieldValidation.IGNORE) {
            refuseDoubles(call.body(), how);
        }
        if (!(config instanceof ObjectNode object)) {
            throw ApiException.badRequest("error decoding YAML: the body must be an object");
        }
        return new ApplyPatch(object, call.flag("force"));
    }

    /** @throws ApiException 422 for {@code force} on any other patch */
    static void refuseForce(Call call) {
        if (!call.parameter("force").isEmpty()) {
            throw invalid(FieldError.Type.FORBIDDEN, "force", "may not be specified for non-apply patch");
        }
    }

    private static ApiException invalid(FieldError.Type type, String field, String detail) {
        return ApiException.invalid(OPTIONS, "", java.util.List.of(new FieldError(type, field, detail)));
    }

    private static JsonNode parse(ObjectMapper mapper, String body, String what) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest(what + e.getOriginalMessage());
        }
    }

    /** A member that is written twice. */
    private static void refuseDoubles(String body, WriteOptions how) {
        ObjectMapper strict = Serialization.yamlMapper().copy().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try {
            parse(strict, body, "error strict decoding YAML: ");
        } catch (ApiException e) {
            if (how.fieldValidation() == FieldValidation.STRICT) {
                throw e;
            }
            how.warnings().accept(String.valueOf(e.getMessage()).replace("error strict decoding YAML: ", ""));
        }
    }
}
