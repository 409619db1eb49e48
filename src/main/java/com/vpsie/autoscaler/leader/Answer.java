package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Tells what an HTTP answer about the Lease means. */
final class Answer {
    private static final int LONGEST_MESSAGE = 300;

    private Answer() {}

    static Outcome of(int status, String body, Optional<String> retryAfter, LeaseCodec codec) {
        if (status >= 200 && status < 300) {
            return codec.read(body)
                    .<Outcome>map(Outcome.Ok::new)
                    .orElseGet(() -> new Outcome.Unparsable("HTTP " + status + " without a readable Lease"));
        }
        String why = message(status, body, codec);
        return switch (status) {
            case 401, 403 -> new Outcome.Forbidden(String.valueOf(status), why);
            case 404 -> new Outcome.NotFound(why);
            case 409 -> new Outcome.Conflict(why);
            case 429 -> new Outcome.Throttled(retryAfter.map(Answer::delay).orElse(Duration.ZERO));
            default ->
                status >= 500
                        ? new Outcome.ServerError(String.valueOf(status), why)
                        : new Outcome.Refused(String.valueOf(status), why);
        };
    }

    /** The message of the Status object, else the number alone. */
    private static String message(int status, String body, LeaseCodec codec) {
        String text = codec.tree(body)
                .map(LeaseCodec::map)
                .map((Map<String, Object> tree) -> tree.get("message"))
                .map(Object::toString)
                .orElse("");
        String cut = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
        return cut.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + cut;
    }

    /** Seconds or an HTTP date; what is neither asks for no wait. */
    static Duration delay(String header) {
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip())));
        } catch (NumberFormatException notSeconds) {
            return date(header.strip());
        }
    }

    private static Duration date(String header) {
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException neither) {
            return Duration.ZERO;
        }
    }
}
