package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run: both products side by side, limits in the headers, {@code !} behind a figure of ours beyond one. */
final class Table {
    private static final double P50 = 50;
    private static final double PUTS = 3;
    private static final Duration SURE = Duration.ofMillis(100);
    private static final double WRITES = 12;
    private static final double READS = 2;
    private static final double CONFLICTS = 5;

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    void text(String line) {
        lines.add(line);
    }

    void handOverHeader() {
        text("");
        text("HAND-OVER, ms: p50 <= 50, p99 <= stagger + 3 x p99 of a PUT in the same row, each ahead of fabric8");
        text("graceful: release committed -> next gate open; crash: last commit + L -> next gate open");
        text("409s: refused writes per hand-over, ours <= 5; n: hand-overs, + those that did not happen in time");
        text(String.format(Locale.ROOT, "%-26s %7s %-29s   %7s", "", "ours", "", "fabric8"));
        text(String.format(
                Locale.ROOT,
                "%-26s %4s    %8s  %8s  %8s    %4s    %8s  %8s  %8s    %9s %9s",
                "",
                "n",
                "p50",
                "p99",
                "409s",
                "n",
                "p50",
                "p99",
                "409s",
                "PUT p99",
                "limit"));
    }

    /** @param stagger largest random wait before a take-over */
    void handOver(String what, HandOvers.Seen ours, HandOvers.Seen theirs, Duration stagger) {
        double put = ours.puts().percentile(99);
        double limit = stagger.toMillis() + PUTS * put;
        double p50 = ours.percentile(50);
        double p99 = ours.percentile(99);
        text(String.format(
                Locale.ROOT,
                "%-26s %4d%-3s %9s %9s %9s   %4d%-3s %9s %9s %9s   %9.1f %9.1f",
                what,
                ours.took().count(),
                missed(ours),
                figure(p50, !(p50 <= P50) || behind(p50, theirs.percentile(50))),
                figure(p99, !(p99 <= limit) || behind(p99, theirs.percentile(99))),
                figure(ours.conflicts(), !(ours.conflicts() <= CONFLICTS)),
                theirs.took().count(),
                missed(theirs),
                figure(theirs.percentile(50), false),
                figure(theirs.percentile(99), false),
                figure(theirs.conflicts(), false),
                put,
                limit));
    }

    private static String missed(HandOvers.Seen seen) {
        return seen.missed() == 0 ? "" : "+" + seen.missed() + "!";
    }

    /** With nothing to compare there is no being behind. */
    private static boolean behind(double ours, double theirs) {
        return ours > theirs;
    }

    void cutOffHeader(double deadline) {
        text("");
        text(String.format(
                Locale.ROOT, "CUT OFF, s: last commit -> gate closed <= D = %.2f always, ahead of fabric8", deadline));
        text(
                "n: leaders, + those that still led after 100 s (inf); gap: how long nobody asked the gate then, <= 100 ms");
        text(String.format(Locale.ROOT, "%-26s %7s %-29s   %7s", "", "ours", "", "fabric8"));
        text(String.format(
                Locale.ROOT,
                "%-26s %4s    %8s  %8s  %9s    %4s    %8s  %8s",
                "",
                "n",
                "p50",
                "max",
                "gap",
                "n",
                "p50",
                "max"));
    }

    void cutOff(CutOffs.Seen ours, CutOffs.Seen theirs, double deadline) {
        double p50 = ours.percentile(50);
        double max = ours.percentile(100);
        text(String.format(
                Locale.ROOT,
                "%-26s %4d%-3s %9s %9s %6d ms%-1s   %4d%-3s %9s %9s",
                "API " + ours.cut().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                ours.took().count(),
                ours.going() == 0 ? "" : "+" + ours.going() + "!",
                figure(p50, behind(p50, theirs.percentile(50))),
                figure(max, !(max <= deadline) || behind(max, theirs.percentile(100))),
                ours.unsure().toMillis(),
                ours.unsure().compareTo(SURE) > 0 ? "!" : "",
                theirs.took().count(),
                theirs.going() == 0 ? "" : "+" + theirs.going(),
                figure(theirs.percentile(50), false),
                figure(theirs.percentile(100), false)));
    }

    void rateHeader() {
        text("");
        text("STEADY STATE, requests a minute of all electors: writes <= 12, reads <= 2, ahead of fabric8");
        text(String.format(
                Locale.ROOT, "%-26s %-20s %-20s", "", "ours writes     reads", "  fabric8 writes     reads"));
    }

    void rate(Rates.Seen ours, Rates.Seen theirs) {
        text(String.format(
                Locale.ROOT,
                "N = %-22d %9s %9s   %14s %9s",
                ours.electors(),
                figure(ours.writes(), !(ours.writes() <= WRITES) || behind(ours.writes(), theirs.writes())),
                figure(ours.reads(), !(ours.reads() <= READS) || behind(ours.reads(), theirs.reads())),
                figure(theirs.writes(), false),
                figure(theirs.reads(), false)));
    }

    private static String figure(double value, boolean beyond) {
        String mark = beyond ? "!" : " ";
        return Double.isInfinite(value) ? "inf" + mark : String.format(Locale.ROOT, "%.2f%s", value, mark);
    }
}
