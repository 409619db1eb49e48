package com.vpsie.autoscaler.leader.core;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: Go's form ({@code 15s}, {@code 1m30s}) and ISO-8601's ({@code PT15S}). */
public final class Durations {
    private static final Pattern GO = Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?(?:h|ms|m|s|us|µs|ns))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?)(h|ms|m|s|us|µs|ns)");
    private static final Map<String, Long> NANOS = Map.of(
            "h", 3_600_000_000_000L,
            "m", 60_000_000_000L,
            "s", 1_000_000_000L,
            "ms", 1_000_000L,
            "us", 1_000L,
            "µs", 1_000L,
            "ns", 1L);

    private Durations() {}

    /** The duration, or empty when the text is neither form, is negative or exceeds 292 years. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (GO.matcher(trimmed).matches()) {
            return go(trimmed);
        }
        try {
            return Optional.of(Duration.parse(trimmed)).filter(Durations::usable);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> go(String text) {
        BigDecimal total = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            total = total.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        boolean fits = total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? Optional.of(Duration.ofNanos(total.longValue())) : Optional.empty();
    }

    private static boolean usable(Duration duration) {
        return !duration.isNegative() && duration.getSeconds() < Long.MAX_VALUE / 1_000_000_000L;
    }

    /** Go's form, the shortest that is exact: {@code 1m30s}, {@code 2.5s}, {@code 500ms}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return plain(BigDecimal.valueOf(duration.toNanos(), 6)) + "ms";
        }
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        String minutes = duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "";
        BigDecimal rest = BigDecimal.valueOf(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9);
        return hours + minutes + (rest.signum() == 0 ? "" : plain(rest) + "s");
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
