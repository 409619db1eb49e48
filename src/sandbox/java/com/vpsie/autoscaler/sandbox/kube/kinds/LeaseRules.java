package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;

/** The API server's rules of a Lease: whole seconds above zero as duration, and no negative count of transitions. */
public final class LeaseRules implements KindRules {
    @Override
    public void create(ResourceKind kind, ObjectNode object) {
        validate(kind, object);
    }

    @Override
    public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
        validate(kind, object);
    }

    private static void validate(ResourceKind kind, ObjectNode object) {
        JsonNode spec = object.path("spec");
        JsonNode duration = spec.path("leaseDurationSeconds");
        if (duration.isNumber() && duration.asInt() <= 0) {
            throw ApiException.invalid(
                    kind,
                    Meta.name(object),
                    "spec.leaseDurationSeconds: Invalid value: " + duration + ": must be greater than 0");
        }
        JsonNode transitions = spec.path("leaseTransitions");
        if (transitions.isNumber() && transitions.asInt() < 0) {
            throw ApiException.invalid(
                    kind,
                    Meta.name(object),
                    "spec.leaseTransitions: Invalid value: " + transitions + ": must be greater than or equal to 0");
        }
    }
}
