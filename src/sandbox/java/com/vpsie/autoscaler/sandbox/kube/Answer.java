package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;

/** Status code and body of an answer. */
record Answer(int code, ObjectNode body) {
    private static final int NO_CONTENT = 204;

    /** Done, and there is nothing to say. */
    static Answer nothing() {
        return new Answer(NO_CONTENT, Json.object());
    }

    String contentType() {
        return body.path("kind").asText().equals("APIGroupDiscoveryList") ? Discovery.AGGREGATED : "application/json";
    }

    byte[] bytes() {
        return code == NO_CONTENT ? new byte[0] : Json.bytes(body);
    }

    static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    static Answer of(ApiException refusal) {
        return new Answer(refusal.code(), refusal.toStatus());
    }
}
