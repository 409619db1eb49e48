package com.vpsie.autoscaler.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the API server knows about the content of one kind. This is the seam for CRD schemas: a schema's defaults,
 * validation and CEL rules are one more implementation.
 *
 * <p>Called in this order: {@link #decode} before anything is looked up, then metadata and compare-and-set checks, then
 * {@link #create} or {@link #update} on the object as it would be stored. Implementations keep no state and may change
 * the object they are given. All throw {@link ApiException} to refuse.
 */
public interface KindRules {
    /** Accepts everything. */
    KindRules NONE = new KindRules() {};

    /** Shape errors, which are a 400 before any lookup; brings values to the form they are stored in. */
    default void decode(ResourceKind kind, ObjectNode object, WriteOptions how) {}

    /** Defaults and validation (422) of a new object. */
    default void create(ResourceKind kind, ObjectNode object) {}

    /** Defaults and validation (422) of a changed object; {@code old} must not be modified. */
    default void update(ResourceKind kind, ObjectNode old, ObjectNode object) {}

    /** The apiVersion under which objects are kept, where two APIs serve the same ones. */
    default String storedVersion(ResourceKind kind) {
        return kind.apiVersion();
    }

    /** The form in which an object is kept; may be the same tree. */
    default ObjectNode toStored(ObjectNode object) {
        return object;
    }

    /** The form in which a kept object is served; may be the same tree. */
    default ObjectNode fromStored(ObjectNode object) {
        return object;
    }

    /** {@link #create(ResourceKind, ObjectNode)} for rules that warn; this is the one that is called. */
    default void create(ResourceKind kind, ObjectNode object, WriteOptions how) {
        create(kind, object);
    }

    /** {@link #update(ResourceKind, ObjectNode, ObjectNode)} for rules that warn; this is the one that is called. */
    default void update(ResourceKind kind, ObjectNode old, ObjectNode object, WriteOptions how) {
        update(kind, old, object);
    }

    /** Objects have no Go type: a null is a value, and a number without fraction is whole, however it is written. */
    default boolean unstructured() {
        return false;
    }

    /** An object stored at this resourceVersion may not be as it is to be read: {@link #stored} makes it so. */
    default boolean mayDiffer(ResourceKind kind, long version) {
        return false;
    }

    /** A stored object as it is read in this version of its kind; may change and return the one it is given. */
    default ObjectNode stored(ResourceKind kind, ObjectNode object) {
        return object;
    }
}
