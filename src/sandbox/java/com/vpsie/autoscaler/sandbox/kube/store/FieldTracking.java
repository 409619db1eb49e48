package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import com.vpsie.autoscaler.sandbox.kube.kinds.KindRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps {@code metadata.managedFields}. Called under the store's lock, on every write that would be stored, after
 * defaulting and validation.
 */
public interface FieldTracking {
    /** Makes the tracking of one store. */
    @FunctionalInterface
    interface Maker {
        /** No object has managedFields, whatever clients send, and nothing can be applied. */
        Maker NONE = (kinds, clock) -> write -> Meta.edit(write.next()).remove("managedFields");

        /** As a real API server does it. */
        Maker FULL = ManagedFieldsTracking::new;

        FieldTracking on(KindRegistry kinds, InstantSource clock);
    }

    /**
     * Sets {@code managedFields} of {@link Write#next}. A write that changes nothing must leave {@code next} equal to
     * {@code old}, or it will be stored.
     */
    void track(Write write);

    /**
     * A server-side apply: the object to be stored, {@code managedFields} included.
     *
     * @param live empty when there is none; never modify it
     * @param force takes fields from their owners instead of refusing with 409
     * @throws ApiException 415 when there is no tracking
     */
    default ObjectNode apply(
            ResourceKind kind,
            Optional<ObjectNode> live,
            ObjectNode config,
            boolean force,
            Part part,
            WriteOptions how) {
        throw ApiException.unsupportedMediaType("server-side apply is not served here, because nobody keeps"
                + " managedFields: send a merge patch, or create and update");
    }

    /**
     * A write about to be stored.
     *
     * @param old never modify it; empty when the object is new
     * @param sent as the client wants it, decoded: the same as {@code next} unless the status alone is written
     * @param next as it will be stored
     */
    record Write(
            ResourceKind kind,
            Optional<ObjectNode> old,
            ObjectNode sent,
            ObjectNode next,
            Part part,
            WriteOptions how,
            Instant now) {}
}
