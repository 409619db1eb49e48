package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code stringData} is write-only and merged into {@code data}; the type defaults to Opaque. */
public final class SecretRules implements KindRules {
    @Override
    public void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = object.get("data") instanceof ObjectNode given ? given : object.putObject("data");
            plain.fields()
                    .forEachRemaining(field -> data.put(
                            field.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(field.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
        if (!object.has("type")) {
            object.put("type", "Opaque");
        }
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        if (!old.path("type").equals(object.path("type"))) {
            throw ApiException.invalid(
                    kind, Meta.name(object), "type: Invalid value: " + object.path("type") + ": field is immutable");
        }
        if (old.path("immutable").asBoolean() && !old.path("data").equals(object.path("data"))) {
            throw ApiException.invalid(
                    kind, Meta.name(object), "data: Forbidden: field is immutable when `immutable` is set");
        }
    }
}
