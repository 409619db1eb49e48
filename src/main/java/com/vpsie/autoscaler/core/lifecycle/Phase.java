package com.vpsie.autoscaler.core.lifecycle;

import java.util.Optional;

/** The phases of a VPSieNode. The stored word is {@link #code()}. */
public enum Phase {
    PENDING("Pending"),
    PROVISIONING("Provisioning"),
    PROVISIONED("Provisioned"),
    JOINING("Joining"),
    READY("Ready"),
    TERMINATING("Terminating"),
    DELETING("Deleting"),
    FAILED("Failed");

    private final String code;

    Phase(String code) {
        this.code = code;
    }

    /** The word that stands in the status. */
    public String code() {
        return code;
    }

    /** Reads a stored word; empty text is a fresh object, an unknown word is nothing. */
    public static Optional<Phase> parse(String word) {
        if (word.isEmpty()) {
            return Optional.of(PENDING);
        }
        for (Phase phase : values()) {
            if (phase.code.equals(word)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
