package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Durations as short as people read them, two units at most: the coarser the longer ago, with the steps of {@code
 * HumanDuration} of k8s.io/apimachinery.
 */
final class Ages {
    static final String UNKNOWN = "<unknown>";
    private static final int HOURS_A_YEAR = 365 * 24;

    private Ages() {}

    /** {@link #UNKNOWN} when {@code time} is no time. */
    static String since(JsonNode time, Instant now) {
        try {
            return human(Duration.between(OffsetDateTime.parse(time.asText()).toInstant(), now));
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    static String human(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        } else if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        } else if (minutes < 180) {
            return minutes + "m";
        } else if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        } else if (hours < 48) {
            return hours + "h";
        } else if (hours < 192) {
            return two(hours / 24, "d", hours % 24, "h");
        } else if (hours < 2 * HOURS_A_YEAR) {
            return hours / 24 + "d";
        } else if (hours < 8 * HOURS_A_YEAR) {
            return two(hours / HOURS_A_YEAR, "y", hours / 24 % 365, "d");
        }
        return hours / HOURS_A_YEAR + "y";
    }

    private static String two(long whole, String unit, long rest, String smaller) {
        return whole + unit + (rest == 0 ? "" : rest + smaller);
    }
}
