package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.faults.Schedule.Planned;
import com.vpsie.autoscaler.it.stage.Judge.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one fault. Immutable.
 *
 * @param handOver until somebody led again, where the lead was lost
 * @param settled from the end of the fault until everything was as asked for; empty when it did not become so
 * @param wrong what must not have been
 */
record Row(
        Planned plan,
        String victim,
        Optional<Duration> handOver,
        Optional<Duration> settled,
        Findings findings,
        List<String> wrong) {

    private static final String FORMAT = "%4s  %-48s %-22s %9s %6s %8s %8s %8s  %s";

    static String head() {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "no.",
                "fault",
                "victim",
                "hand-over",
                "calls",
                "margin",
                "overlap",
                "settled",
                "verdict");
    }

    /** Two terms had calls begun side by side, and no third party's write excuses it. */
    boolean overlaps() {
        return findings.overlap().compareTo(findings.allowed()) > 0;
    }

    boolean lostWork() {
        return settled.isEmpty();
    }

    boolean isGood() {
        return wrong.isEmpty();
    }

    @Override
    public String toString() {
        String whom = victim + (plan.hitsLeader() ? " (leader)" : " (follower)");
        return String.format(
                Locale.ROOT,
                FORMAT,
                plan.number(),
                plan.kind().words(),
                whom,
                handOver.map(Row::seconds).orElse("-"),
                findings.calls(),
                findings.margin().map(Row::seconds).orElse("-"),
                seconds(findings.overlap()),
                settled.map(Row::seconds).orElse("never"),
                isGood() ? "ok" : String.join("; ", wrong));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
