package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.stage.Judge.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows of a run as they come, and what they add up to. Of one thread. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    /** Faults after which something was not as it must be. */
    List<Row> bad() {
        return rows.stream().filter(row -> !row.isGood()).toList();
    }

    String table() {
        StringBuilder text = new StringBuilder(Row.head());
        rows.forEach(row -> text.append('\n').append(row));
        return text.append('\n').append(totals()).toString();
    }

    private String totals() {
        return String.format(
                Locale.ROOT,
                "faults: %d, overlaps: %d, lost work: %d; calls at VPSie: %d; hand-overs: %d, the slowest %s, the least margin between a "
                        + "gate and the next %s, the oldest commit a call hung on %s",
                rows.size(),
                rows.stream().filter(Row::overlaps).count(),
                rows.stream().filter(Row::lostWork).count(),
                rows.stream().mapToInt(row -> row.findings().calls()).sum(),
                handOvers().count(),
                words(handOvers().max(Comparator.naturalOrder())),
                words(findings(Findings::margin).min(Comparator.naturalOrder())),
                words(findings(Findings::anchor).max(Comparator.naturalOrder())));
    }

    private Stream<Duration> handOvers() {
        return rows.stream().flatMap(row -> row.handOver().stream());
    }

    private Stream<Duration> findings(Function<Findings, Optional<Duration>> which) {
        return rows.stream().map(Row::findings).flatMap(found -> which.apply(found).stream());
    }

    private static String words(Optional<Duration> time) {
        return time.map(Duration::toMillis).map(millis -> millis + " ms").orElse("-");
    }
}
