package com.vpsie.autoscaler.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's spelling ({@code 15s}, {@code 1m30s}, {@code 1.5h}, {@code 0}) or ISO-8601's ({@code PT15S}). */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads either spelling; a sign in front is allowed, as in Go.
     *
     * @throws IllegalArgumentException when it is neither, or beyond 292 years, with a message that says what is wanted
     */
    public static Duration parse(String text) {
        String value = text.strip();
        if (value.regionMatches(true, 0, "P", 0, 1) || value.regionMatches(true, 1, "P", 0, 1)) {
            return iso(value);
        }
        boolean negative = value.startsWith("-");
        String body = negative || value.startsWith("+") ? value.substring(1) : value;
        if (body.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(body);
        int at = 0;
        while (at < body.length() && part.find(at) && part.start() == at) {
            Long unit = NANOS.getOrDefault(part.group(2), 1L);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        if (at == 0 || at < body.length()) {
            throw wanted();
        }
        try {
            Duration duration =
                    Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
            return negative ? duration.negated() : duration;
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("is longer than 292 years", tooLong);
        }
    }

    /** Go's spelling, as {@code time.Duration.String} writes whole seconds, else with a fraction. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        Duration size = duration.abs();
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "");
        if (size.toHours() > 0) {
            text.append(size.toHours()).append('h');
        }
        if (size.toMinutes() > 0) {
            text.append(size.toMinutesPart()).append('m');
        }
        BigDecimal seconds = BigDecimal.valueOf(size.toSecondsPart())
                .add(BigDecimal.valueOf(size.toNanosPart(), 9))
                .stripTrailingZeros();
        return text.append(seconds.toPlainString()).append('s').toString();
    }

    private static Duration iso(String value) {
        try {
            Duration duration = Duration.parse(value);
            if (duration.abs().compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
                throw new IllegalArgumentException("is longer than 292 years");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(wanted().getMessage(), e);
        }
    }

    private static IllegalArgumentException wanted() {
        return new IllegalArgumentException("is not a duration; write it as 15s, 1m30s or PT15S");
    }
}
