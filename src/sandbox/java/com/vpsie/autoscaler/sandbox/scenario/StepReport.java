package com.vpsie.autoscaler.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines a script prints. Pure. */
public final class StepReport {
    private StepReport() {}

    static String starting(int number, int of, String name) {
        return String.format(Locale.ROOT, "%2d/%d    …      %s", number, of, name);
    }

    static String ended(int number, int of, StepResult result) {
        String verdict = result.passed() ? "ok    " : "FAILED";
        String line = String.format(
                Locale.ROOT, "%2d/%d  %s %6s  %s", number, of, verdict, seconds(result.took()), result.name());
        return result.detail().isEmpty() ? line : line + ": " + result.detail();
    }

    /** {@code 1.42 s} */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }

    /** One line a run and one column a step, for runs in a row. */
    public static List<String> summary(List<RunResult> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> run.steps().forEach(step -> names.add(step.name())));
        List<String> lines = new ArrayList<>();
        int letter = 'a';
        for (String name : names) {
            lines.add("  " + (char) letter++ + "  " + name);
        }
        StringBuilder header = new StringBuilder(" run");
        for (int i = 0; i < names.size(); i++) {
            header.append(String.format(Locale.ROOT, "%10s", (char) ('a' + i)));
        }
        lines.add(header + "     total");
        for (int i = 0; i < runs.size(); i++) {
            lines.add(row(i + 1, runs.get(i), names.size()));
        }
        long passed = runs.stream().filter(RunResult::passed).count();
        lines.add(passed + " of " + runs.size() + " runs passed");
        return lines;
    }

    private static String row(int number, RunResult run, int columns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4d", number));
        for (int i = 0; i < columns; i++) {
            String cell = i >= run.steps().size()
                    ? "-"
                    : run.steps().get(i).passed() ? seconds(run.steps().get(i).took()) : "FAILED";
            line.append(String.format(Locale.ROOT, "%10s", cell));
        }
        return line.append(String.format(Locale.ROOT, "%10s", seconds(run.took())))
                .toString();
    }
}
