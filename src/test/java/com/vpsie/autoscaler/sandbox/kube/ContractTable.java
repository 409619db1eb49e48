package com.vpsie.autoscaler.sandbox.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table in {@code docs/sandbox.md} of what is like a real API server: every case of the contract with what came of
 * it on both APIs.
 *
 * <p>A run without a real API server cannot see that column: then a case keeps the word it has in the committed table,
 * and one that is new there is "not tried yet". So the table can always be renewed, a case can never be added, renamed or
 * taken away without it, and with a real API server it is compared to the last word.
 */
final class ContractTable {
    /** How it is renewed. */
    static final String COMMAND = "./mvnw test -Dtest=KubernetesApiContractTest -Dcontract.renew=true";

    private static final Path PAGE = Path.of("docs", "sandbox.md");
    private static final Path COPY = Path.of("target", "contract-table.md");
    private static final String BEGIN = "<!-- contract table: begin -->\n";
    private static final String END = "<!-- contract table: end -->\n";
    private static final String NOT_TRIED = "not tried yet";

    /** Which API. */
    enum Side {
        EMBEDDED,
        REAL
    }

    /** What is known of a case. */
    private static final class Row {
        private final String reason;
        private final Map<Side, Boolean> passed = new TreeMap<>();

        private Row(String reason) {
            this.reason = reason;
        }

        /** @param committed what the table says, for a run without a real API server */
        private String verdict(String committed) {
            boolean here = passed.getOrDefault(Side.EMBEDDED, false);
            if (!passed.containsKey(Side.REAL)) {
                return committed.isEmpty() || here == committed.startsWith("**unlike**") ? NOT_TRIED : committed;
            }
            boolean there = passed.getOrDefault(Side.REAL, false);
            if (!there) {
                return "**fails on the real one**";
            }
            return here ? "like" : "**unlike**: " + (reason.isEmpty() ? "not known why" : reason);
        }
    }

    private final Map<String, Map<String, Row>> groups = new LinkedHashMap<>();

    /** Takes note of what came of a case, apart from what was expected. */
    synchronized void note(Cases cases, String name, Side side, boolean passed) {
        groups.computeIfAbsent(cases.group(), group -> new LinkedHashMap<>())
                .computeIfAbsent(name, one -> new Row(cases.unlike().getOrDefault(name, "")))
                .passed
                .put(side, passed);
    }

    /**
     * Holds the committed table against this run, or writes it anew.
     *
     * @param renew write it
     * @throws AssertionError when it is stale
     */
    void check(boolean renew) {
        try {
            String page = Files.readString(PAGE);
            int begin = page.indexOf(BEGIN);
            int end = page.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new AssertionError(PAGE + " has no place for the table");
            }
            String committed = page.substring(begin + BEGIN.length(), end);
            String now = render(committed);
            Files.createDirectories(COPY.getParent());
            Files.writeString(COPY, now);
            if (renew) {
                Files.writeString(PAGE, page.substring(0, begin) + BEGIN + now + page.substring(end));
            } else if (!now.equals(committed)) {
                throw new AssertionError("the table in " + PAGE + " is stale; renew it with: " + COMMAND + "\n"
                        + difference(committed, now));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(String committed, String now) {
        List<String> before = committed.lines().toList();
        List<String> after = now.lines().toList();
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+ " + line));
        return String.join("\n", lines);
    }

    private String render(String committed) {
        Map<String, String> known = parse(committed);
        Map<String, List<String>> unlike = new LinkedHashMap<>();
        StringBuilder tables = new StringBuilder();
        int cases = 0;
        int alike = 0;
        for (var group : new TreeMap<>(groups).entrySet()) {
            tables.append("\n### ").append(group.getKey()).append("\n\n| case | embedded and real |\n| --- | --- |\n");
            for (var row : group.getValue().entrySet()) {
                String verdict = row.getValue().verdict(known.getOrDefault(key(group.getKey(), row.getKey()), ""));
                tables.append("| %s | %s |\n".formatted(escape(row.getKey()), verdict));
                cases++;
                alike += verdict.equals("like") ? 1 : 0;
                if (verdict.startsWith("**unlike**")) {
                    unlike.computeIfAbsent(group.getKey(), one -> new ArrayList<>())
                            .add(row.getKey());
                }
            }
        }
        return "\n%d cases, %d of them alike. Unlike: %s.\n%s\n"
                .formatted(cases, alike, unlike.isEmpty() ? "none" : unlike, tables);
    }

    private static Map<String, String> parse(String committed) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        String group = "";
        for (String line : committed.lines().toList()) {
            if (line.startsWith("### ")) {
                group = line.substring("### ".length());
            } else if (line.startsWith("| ") && line.endsWith(" |")) {
                int last = line.lastIndexOf(" | ");
                verdicts.put(key(group, line.substring(2, last)), line.substring(last + 3, line.length() - 2));
            }
        }
        return verdicts;
    }

    private static String key(String group, String name) {
        return group + ": " + escape(name);
    }

    /** Not twice: what has been escaped is the same. */
    private static String escape(String name) {
        return name.replace("\\|", "|").replace("|", "\\|");
    }
}
