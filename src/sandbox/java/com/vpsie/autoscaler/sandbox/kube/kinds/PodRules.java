package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.List;

/** A pod is Pending from its creation, and stays as it was made: another image is about all that it takes. */
final class PodRules implements KindRules {
    private static final String FIXED = "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
            + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        object.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        if (!tolerationsStay(old, object)) {
            throw refused(
                    kind,
                    object,
                    "spec.tolerations",
                    "existing toleration can not be modified except its tolerationSeconds");
        }
        if (!fixed(old).equals(fixed(object))) {
            throw refused(kind, object, "spec", FIXED);
        }
    }

    private static ApiException refused(ResourceKind kind, ObjectNode pod, String field, String why) {
        return ApiException.invalid(
                kind, Meta.name(pod), List.of(new FieldError(FieldError.Type.FORBIDDEN, field, why)));
    }

    /** What of the spec cannot change, tolerations aside. */
    private static JsonNode fixed(ObjectNode pod) {
        if (!(pod.path("spec").deepCopy() instanceof ObjectNode spec)) {
            return pod.path("spec");
        }
        spec.remove(List.of("activeDeadlineSeconds", "tolerations"));
        for (String list : List.of("containers", "initContainers")) {
            spec.path(list).forEach(container -> {
                if (container instanceof ObjectNode one) {
                    one.remove("image");
                }
            });
        }
        return spec;
    }

    private static boolean tolerationsStay(ObjectNode old, ObjectNode object) {
        for (JsonNode toleration : old.path("spec").path("tolerations")) {
            boolean still = false;
            for (JsonNode now : object.path("spec").path("tolerations")) {
                still |= withoutSeconds(now).equals(withoutSeconds(toleration));
            }
            if (!still) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode withoutSeconds(JsonNode toleration) {
        JsonNode copy = toleration.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("tolerationSeconds");
        }
        return copy;
    }
}
