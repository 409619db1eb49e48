package com.vpsie.autoscaler.metrics;

/** Label values that come from outside are kept short and plain, so that nobody can blow up the number of series. */
final class LabelValue {
    private static final int LONGEST = 128;

    private LabelValue() {}

    /** Other than letters, digits, {@code _ . -} become {@code _}; at most 128 characters; empty becomes unknown. */
    static String of(String raw) {
        String plain = raw.replaceAll("[^A-Za-z0-9_.-]", "_");
        if (plain.isEmpty()) {
            return "unknown";
        }
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
