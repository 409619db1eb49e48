package com.vpsie.autoscaler.act;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the times that stand in objects. Stateless. */
final class Times {
    private Times() {}

    /** @throws IllegalArgumentException when it is no RFC 3339 time */
    static Instant parse(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + value + "\" is no RFC 3339 time", e);
        }
    }

    /** The stored time, or another when there is none or it cannot be read. */
    static Instant or(@Nullable String value, Instant other) {
        if (value == null || value.isEmpty()) {
            return other;
        }
        try {
            return parse(value);
        } catch (IllegalArgumentException e) {
            return other;
        }
    }
}
