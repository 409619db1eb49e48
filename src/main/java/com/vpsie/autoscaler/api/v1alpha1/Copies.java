package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Copies and comparison of custom resources and their parts by their JSON. Stateless, thread-safe.
 *
 * <p>Objects of a cache are shared between threads and must not be changed: change a copy.
 */
public final class Copies {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Copies() {}

    /** A deep copy; spec, status and metadata share nothing with the original. */
    public static <T> T of(T original) {
        return JSON.clone(original);
    }

    /** True when both would be written as the same JSON, whatever the order of their fields. */
    public static boolean same(Object one, Object other) {
        return JSON.convertValue(one, JsonNode.class).equals(JSON.convertValue(other, JsonNode.class));
    }
}
