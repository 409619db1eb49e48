package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the processes of a replica use, from {@code /proc} and the JDK's own tools. Linux only. A snapshot of who runs;
 * each question is asked anew.
 */
record ProcessFigures(List<ProcessHandle> processes) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux a JDK runs on
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    static ProcessFigures of(Replica replica) {
        return new ProcessFigures(replica.processes());
    }

    /** Of all its processes, and of those that have ended already. */
    double cpuSeconds() throws IOException {
        long ticks = 0;
        for (ProcessHandle process : processes) {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
                ticks += Long.parseLong(fields[field]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Of all its processes, now. */
    long residentMebibytes() throws IOException {
        return mebibytes("VmRSS:");
    }

    /** Of all its processes, each at its worst. */
    long mostResidentMebibytes() throws IOException {
        return mebibytes("VmHWM:");
    }

    private long mebibytes(String line) throws IOException {
        long kibibytes = 0;
        for (ProcessHandle process : processes) {
            kibibytes += status(process, line);
        }
        return kibibytes / 1024;
    }

    private static long status(ProcessHandle process, String line) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(text -> text.startsWith(line))
                    .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")))
                    .sum();
        }
    }

    /** Collects the JVM's garbage and says what is left on its heap. */
    double heapMebibytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        return kibibytes / 1024.0;
    }

    /** The JVM is the one that weighs most; the others are shells. */
    private ProcessHandle jvm() {
        return processes.stream()
                .max(Comparator.comparingLong(process -> {
                    try {
                        return status(process, "VmRSS:");
                    } catch (IOException ended) {
                        return 0;
                    }
                }))
                .orElseThrow(() -> new SandboxException("the replica does not run"));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, Long.toString(jvm().pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new SandboxException("jcmd " + command + ": " + output);
        }
        return output;
    }
}
