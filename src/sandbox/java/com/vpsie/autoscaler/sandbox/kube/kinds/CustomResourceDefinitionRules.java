package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.List;
import java.util.Locale;

/** Names and versions of a CRD are checked, its names defaulted, and it is Established from its creation. */
public final class CustomResourceDefinitionRules implements KindRules {
    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        complete(kind, object);
        establish(object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        complete(kind, object);
    }

    private static void complete(ResourceKind kind, ObjectNode object) {
        String name = Meta.name(object);
        if (!(object.get("spec") instanceof ObjectNode spec) || !(spec.get("names") instanceof ObjectNode names)) {
            throw ApiException.invalid(kind, name, "spec.names: Required value");
        }
        for (String field : List.of("plural", "kind")) {
            if (names.path(field).asText().isEmpty()) {
                throw ApiException.invalid(kind, name, "spec.names." + field + ": Required value");
            }
        }
        String expected =
                names.path("plural").asText() + "." + spec.path("group").asText();
        if (!name.equals(expected)) {
            throw ApiException.invalid(
                    kind,
                    name,
                    "metadata.name: Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group");
        }
        String scope = spec.path("scope").asText();
        if (!scope.equals("Namespaced") && !scope.equals("Cluster")) {
            throw ApiException.invalid(
                    kind,
                    name,
                    "spec.scope: Unsupported value: \"" + scope + "\": supported values: \"Cluster\", \"Namespaced\"");
        }
        checkVersions(kind, name, spec.path("versions"));
        if (!names.has("singular")) {
            names.put("singular", names.path("kind").asText().toLowerCase(Locale.ROOT));
        }
        if (!names.has("listKind")) {
            names.put("listKind", names.path("kind").asText() + "List");
        }
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
    }

    private static void checkVersions(ResourceKind kind, String name, JsonNode versions) {
        int storage = 0;
        for (JsonNode version : versions) {
            storage += version.path("storage").asBoolean() ? 1 : 0;
            if (!version.path("schema").path("openAPIV3Schema").isObject()) {
                throw ApiException.invalid(
                        kind, name, "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required");
            }
        }
        if (storage != 1) {
            throw ApiException.invalid(
                    kind,
                    name,
                    "spec.versions: Invalid value: must have exactly one version marked as storage version");
        }
    }

    private static void establish(ObjectNode object) {
        String time = Meta.text(object, "creationTimestamp");
        ObjectNode status = object.putObject("status");
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, time, "NamesAccepted", "NoConflicts", "no conflicts found");
        condition(conditions, time, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        status.set("acceptedNames", object.path("spec").path("names").deepCopy());
        ArrayNode stored = status.putArray("storedVersions");
        for (JsonNode version : object.path("spec").path("versions")) {
            if (version.path("storage").asBoolean()) {
                stored.add(version.path("name").asText());
            }
        }
    }

    private static void condition(ArrayNode conditions, String time, String type, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", time)
                .put("reason", reason)
                .put("message", message);
    }
}
