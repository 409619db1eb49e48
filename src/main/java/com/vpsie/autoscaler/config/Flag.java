package com.vpsie.autoscaler.config;

import java.util.List;
import java.util.Locale;

/**
 * One command line flag and the MicroProfile Config property it sets.
 *
 * @param name without dashes, as written on the command line after {@code --}
 * @param property key in MicroProfile Config
 * @param defaultValue as it would be written on the command line; empty means none, or derived as the meaning says
 * @param kind what a value must look like
 * @param choices the closed set of a {@link Kind#CHOICE}, else empty
 * @param effect whether it does anything here
 * @param meaning one line for {@code --help}
 */
public record Flag(
        String name,
        String property,
        String defaultValue,
        Kind kind,
        List<String> choices,
        Effect effect,
        String meaning) {

    /** What a value must look like; the rules themselves are in {@link Values}. */
    public enum Kind {
        TEXT,
        BOOL,
        /** Zero or more. */
        COUNT,
        /** A number from 0 to 1. */
        RATE,
        /** Go or ISO-8601, zero or more. */
        DURATION,
        /** Go or ISO-8601, more than zero. */
        POSITIVE_DURATION,
        /** Go's {@code host:port}. */
        ADDRESS,
        /** DNS-1123 label. */
        NAMESPACE,
        /** DNS-1123 subdomain. */
        NAME,
        FILE,
        URL,
        CHOICE,
        LIST
    }

    /** Whether a flag does anything. */
    public enum Effect {
        ACTS,
        /** Accepted with one warning until the feature it belongs to exists. */
        LATER,
        /** Accepted with one warning: something else took its place for good. */
        REPLACED
    }

    /** The environment variable that sets the same property, by MicroProfile Config's rule. */
    public String environmentVariable() {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * Whether the environment counts for this flag. {@code KUBECONFIG} does not stand for {@code --kubeconfig}: the flag
     * wins over the service account of the pod, the variable does not.
     */
    public boolean readsEnvironment() {
        return kind != Kind.FILE;
    }
}
