package com.vpsie.autoscaler.sandbox.kube.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinSchemas;

/** The schema of a CRD's kind as clients see it: with the fields that every object has. */
final class CustomSchema {
    private static final String OBJECT_META = BuiltinSchemas.REF + "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private CustomSchema() {}

    static ObjectNode of(ObjectNode definition, ResourceKind kind) {
        ObjectNode schema = given(definition, kind.version());
        ObjectNode properties = Json.object();
        properties
                .putObject("apiVersion")
                .put("type", "string")
                .put("description", "Group and version of the object's kind, as group/version");
        properties.putObject("kind").put("type", "string").put("description", "Kind of the object");
        properties
                .putObject("metadata")
                .put("description", "What every object has: name, labels, annotations and more")
                .putArray("allOf")
                .addObject()
                .put("$ref", OBJECT_META);
        for (var field : schema.path("properties").properties()) {
            if (!properties.has(field.getKey())) {
                properties.set(field.getKey(), field.getValue());
            }
        }
        schema.set("properties", properties);
        schema.putArray("x-kubernetes-group-version-kind")
                .addObject()
                .put("group", kind.group())
                .put("version", kind.version())
                .put("kind", kind.kind());
        return schema;
    }

    private static ObjectNode given(ObjectNode definition, String version) {
        for (JsonNode one : definition.path("spec").path("versions")) {
            if (one.path("name").asText().equals(version)
                    && one.path("schema").path("openAPIV3Schema") instanceof ObjectNode schema) {
                return schema.deepCopy();
            }
        }
        return Json.object().put("type", "object");
    }
}
