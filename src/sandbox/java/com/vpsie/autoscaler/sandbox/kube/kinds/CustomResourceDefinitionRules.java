package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
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
        ObjectNode spec = object.get("spec") instanceof ObjectNode given ? given : object.putObject("spec");
        ObjectNode names = spec.get("names") instanceof ObjectNode given ? given : spec.putObject("names");
        String kindName = names.path("kind").asText("");
        if (!kindName.isEmpty() && !names.has("singular")) {
            names.put("singular", kindName.toLowerCase(Locale.ROOT));
        }
        if (!kindName.isEmpty() && !names.has("listKind")) {
            names.put("listKind", kindName + "List");
        }
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
        List<FieldError> errors = DefinitionCheck.check(object);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), errors);
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
