package com.vpsie.autoscaler.sandbox.kube.store;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an object is to go. Immutable; the {@code with…} methods return changed copies.
 *
 * @param uid delete only the object with this uid
 * @param resourceVersion delete only this version
 * @param propagation what becomes of dependents; empty: what the object's finalizers say, else they follow
 * @param grace seconds that a pod has to stop; empty: the pod's own; negative: one second
 * @param dryRun everything is done but storing
 */
public record DeleteOptions(
        Optional<String> uid,
        Optional<String> resourceVersion,
        Optional<Propagation> propagation,
        OptionalInt grace,
        boolean dryRun) {
    /** What becomes of the objects that name the deleted one as their owner. */
    public enum Propagation {
        /** They follow it. */
        BACKGROUND,
        /** They go first. */
        FOREGROUND,
        /** They stay, without their reference to it. */
        ORPHAN
    }

    /** No preconditions; dependents follow. */
    public static final DeleteOptions NONE =
            new DeleteOptions(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), false);

    /** Of exactly this object, with its dependents in this way. */
    public static DeleteOptions of(String uid, Propagation propagation) {
        return NONE.withUid(uid).withPropagation(propagation);
    }

    public DeleteOptions withUid(String newUid) {
        return new DeleteOptions(Optional.of(newUid), resourceVersion, propagation, grace, dryRun);
    }

    public DeleteOptions withResourceVersion(String newVersion) {
        return new DeleteOptions(uid, Optional.of(newVersion), propagation, grace, dryRun);
    }

    public DeleteOptions withPropagation(Propagation newPropagation) {
        return new DeleteOptions(uid, resourceVersion, Optional.of(newPropagation), grace, dryRun);
    }

    public DeleteOptions withGrace(int seconds) {
        return new DeleteOptions(uid, resourceVersion, propagation, OptionalInt.of(seconds), dryRun);
    }

    public DeleteOptions withDryRun(boolean newDryRun) {
        return new DeleteOptions(uid, resourceVersion, propagation, grace, newDryRun);
    }
}
