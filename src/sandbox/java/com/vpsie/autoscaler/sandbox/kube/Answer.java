package com.vpsie.autoscaler.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;

/** Status code and body of an answer. */
record Answer(int code, ObjectNode body) {
    static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    static Answer of(ApiException refusal) {
        return new Answer(refusal.code(), refusal.toStatus());
    }
}
