package com.vpsie.autoscaler.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps {@code metadata.managedFields}. Called under the store's lock, on every write that would be stored, after
 * defaulting and validation.
 */
@FunctionalInterface
public interface FieldTracking {
    /** No object has managedFields, whatever clients send. */
    FieldTracking NONE = write -> Meta.edit(write.next()).remove("managedFields");

    /**
     * Sets {@code managedFields} of {@link Write#next}. A write that changes nothing must leave {@code next} equal to
     * {@code old}, or it will be stored.
     */
    void track(Write write);

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
