package com.vpsie.autoscaler.vpsie;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** An answer as it came over the wire; nothing is judged yet. */
record VpsieAnswer(int status, String body, Optional<Duration> retryAfter) {
    /** Answers above this are cut off as unreadable. */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Seconds or an HTTP date (RFC 9110 §10.2.3), within [0, 1 h]; what cannot be read counts as not given. */
    static Optional<Duration> retryAfter(Optional<String> header, Instant now) {
        return header.map(String::strip).filter(h -> !h.isEmpty()).flatMap(h -> parsed(h, now));
    }

    private static Optional<Duration> parsed(String header, Instant now) {
        try {
            Duration pause = header.chars().allMatch(Character::isDigit) && header.length() < 10
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            if (pause.isNegative()) {
                return Optional.of(Duration.ZERO);
            }
            return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        } catch (DateTimeParseException e) {
            return Optional.empty(); // a header we do not understand is no instruction
        }
    }
}
