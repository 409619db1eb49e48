package com.vpsie.autoscaler.sandbox.kube.kinds;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as the API server reads and writes them: whole seconds, or exactly six digits of them, in UTC. */
final class Timestamps {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final String SECONDS_MASK = "0000-00-00T00:00:00Z";
    private static final String MICROS_MASK = "0000-00-00T00:00:00.000000Z";
    private static final int FRACTION = 19;
    private static final int DIGITS = 6;

    private Timestamps() {}

    /** An RFC 3339 time as it is stored; a fraction is cut off. Empty when it is none. */
    static Optional<String> seconds(String text) {
        return fits(text, SECONDS_MASK) && isInRange(text) ? Optional.of(text) : parsed(text, SECONDS);
    }

    /** The same with the six digits that must be there. */
    static Optional<String> micros(String text) {
        if (fits(text, MICROS_MASK) && isInRange(text)) {
            return Optional.of(text);
        }
        boolean exact = text.length() > FRACTION + DIGITS
                && fits(text.substring(0, FRACTION + 1 + DIGITS) + "Z", MICROS_MASK)
                && !Character.isDigit(text.charAt(FRACTION + 1 + DIGITS));
        return exact ? parsed(text, MICROS) : Optional.empty();
    }

    private static Optional<String> parsed(String text, DateTimeFormatter form) {
        try {
            return Optional.of(form.format(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean fits(String text, String mask) {
        if (text.length() != mask.length()) {
            return false;
        }
        for (int i = 0; i < mask.length(); i++) {
            char wanted = mask.charAt(i);
            char is = text.charAt(i);
            if (wanted == '0' ? is < '0' || is > '9' : is != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Certainly a time: days that only some months have are left to the parser. */
    private static boolean isInRange(String text) {
        int month = two(text, 5);
        int day = two(text, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && two(text, 11) < 24
                && two(text, 14) < 60
                && two(text, 17) < 60;
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
