package com.vpsie.autoscaler.sandbox.kube.api;

import java.util.function.Consumer;

/**
 * How a write was asked for. Immutable.
 *
 * @param fieldManager who the written fields will belong to
 * @param fieldValidation what becomes of fields that the kind does not have
 * @param dryRun everything is done but storing
 * @param warnings takes what goes into {@code Warning} headers of the answer
 * @param applies a server-side apply, which settles itself who owns what
 */
public record WriteOptions(
        String fieldManager,
        FieldValidation fieldValidation,
        boolean dryRun,
        Consumer<String> warnings,
        boolean applies) {
    /** What becomes of fields that the kind does not have: they are dropped, with a warning, or the write is refused. */
    public enum FieldValidation {
        IGNORE,
        WARN,
        STRICT
    }

    /** Of any write but a server-side apply. */
    public WriteOptions(
            String fieldManager, FieldValidation fieldValidation, boolean dryRun, Consumer<String> warnings) {
        this(fieldManager, fieldValidation, dryRun, warnings, false);
    }

    /** The same for a server-side apply. */
    public WriteOptions applying() {
        return new WriteOptions(fieldManager, fieldValidation, dryRun, warnings, true);
    }

    /** A write by code: stored, and unknown fields dropped in silence. */
    public static final WriteOptions PLAIN = new WriteOptions("embedded", FieldValidation.IGNORE, false, text -> {});
}
