package com.vpsie.autoscaler.sandbox.vpsie;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What all machines ever bought have cost until an instant, by the millisecond, in USD. */
public record Invoice(Instant until, List<Line> lines, BigDecimal total) {
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    /** One machine's cost. */
    public record Line(String identifier, String groupName, BigDecimal hourly, Duration paid, BigDecimal cost) {}

    static Invoice of(List<Lifetime> lifetimes, Instant until) {
        List<Line> lines = lifetimes.stream()
                .filter(life -> life.boughtAt().isBefore(until))
                .map(life -> line(life, until))
                .toList();
        return new Invoice(until, lines, lines.stream().map(Line::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Line line(Lifetime life, Instant until) {
        Instant end = life.goneAt().filter(gone -> gone.isBefore(until)).orElse(until);
        Duration paid = Duration.between(life.boughtAt(), end);
        BigDecimal hourly = life.size().hourly();
        BigDecimal cost =
                hourly.multiply(BigDecimal.valueOf(paid.toMillis())).divide(MILLIS_PER_HOUR, 6, RoundingMode.HALF_UP);
        return new Line(life.identifier(), life.groupName(), hourly, paid, cost);
    }
}
