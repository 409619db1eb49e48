package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** References to owners are complete, at most one controls, and finalizers have a domain. */
final class OwnershipRules {
    private static final String OWNERS = "metadata.ownerReferences";
    private static final String FINALIZERS = "metadata.finalizers";
    private static final Set<String> STANDARD = Set.of("kubernetes", Meta.ORPHAN, Meta.FOREGROUND);

    private OwnershipRules() {}

    /** @throws ApiException 422 */
    static void check(ResourceKind kind, ObjectNode object) {
        List<FieldError> problems = new ArrayList<>();
        JsonNode owners = Meta.of(object).path("ownerReferences");
        if (!owners.isEmpty()) {
            owners(problems, owners);
        }
        List<String> finalizers = Meta.finalizers(object);
        if (!finalizers.isEmpty()) {
            finalizers(problems, finalizers);
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid(kind, Meta.name(object), problems);
        }
    }

    private static void owners(List<FieldError> problems, JsonNode owners) {
        List<String> controlling = new ArrayList<>();
        for (JsonNode owner : owners) {
            String version = owner.path("apiVersion").asText();
            if (version.isEmpty() || version.split("/", -1).length > 2) {
                problems.add(new FieldError(
                        Type.INVALID, OWNERS + ".apiVersion", "\"" + version + "\": version must not be empty"));
            }
            for (String field : List.of("kind", "name", "uid")) {
                if (owner.path(field).asText().isEmpty()) {
                    problems.add(new FieldError(Type.INVALID, OWNERS + "." + field, "\"\": must not be empty"));
                }
            }
            if (owner.path("kind").asText().equals("Event")
                    && (version.equals("v1") || version.startsWith("events.k8s.io/"))) {
                problems.add(new FieldError(
                        Type.INVALID, OWNERS, owner + ": /v1, Kind=Event is disallowed from being an owner"));
            }
            if (owner.path("controller").asBoolean()) {
                controlling.add(
                        owner.path("kind").asText() + "/" + owner.path("name").asText());
            }
        }
        if (controlling.size() > 1) {
            problems.add(new FieldError(
                    Type.INVALID,
                    OWNERS,
                    owners + ": Only one reference can have Controller set to true. Found \"true\" in references for "
                            + controlling.get(0) + " and " + controlling.get(1)));
        }
    }

    private static void finalizers(List<FieldError> problems, List<String> finalizers) {
        for (int i = 0; i < finalizers.size(); i++) {
            String name = finalizers.get(i);
            if (name.indexOf('/') < 1 && !STANDARD.contains(name)) {
                problems.add(new FieldError(
                        Type.INVALID,
                        FINALIZERS + "[" + i + "]",
                        "\"" + name + "\": name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
        if (finalizers.containsAll(List.of(Meta.ORPHAN, Meta.FOREGROUND))) {
            problems.add(new FieldError(
                    Type.INVALID,
                    FINALIZERS,
                    "[\"" + String.join("\",\"", finalizers)
                            + "\"]: finalizer orphan and foregroundDeletion cannot be both set"));
        }
    }
}
