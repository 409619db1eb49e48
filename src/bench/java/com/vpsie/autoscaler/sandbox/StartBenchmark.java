package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * What a start costs, from the launcher's first process to {@code /readyz} answering 200: wall clock, CPU of all
 * processes of a replica, and its resident memory 5 s later. Limits, on two cores with nothing else on them:
 *
 * <ul>
 *   <li>one replica, warm work area: 12 s, 12 s CPU, 300 MiB
 *   <li>three at once, warm: 30 s until the last is ready
 *   <li>cold: no limit, shown beside
 * </ul>
 *
 * <p>{@code ./mvnw -Pbench} prints the table; a figure above its limit is marked, and nothing fails. Linux only, since
 * the figures come from {@code /proc}.
 */
public final class StartBenchmark {
    private static final Duration ONE = Duration.ofSeconds(12);
    private static final Duration THREE = Duration.ofSeconds(30);
    private static final long MEBIBYTES = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARM_STARTS = 3;
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux a JDK runs on

    private final Screen screen = Screen.standardOutput();
    private final List<String> table = new ArrayList<>();

    private StartBenchmark() {}

    /** One start: what it took, and what it had used when it was ready. */
    private record Cost(Duration wall, double cpuSeconds, long mebibytes) {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LogManager.getLogManager().reset(); // libraries' warnings are not part of the table
        new StartBenchmark().run();
    }

    private void run() throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("sandbox.replicas", "3");
        SandboxOptions options = SandboxOptions.from(properties);
        table.add("START TO READY                     WALL        CPU        RSS");
        Sandbox.requirePorts(options);
        try (Sandbox sandbox = Sandbox.start(options, screen::say)) {
            screen.say(
                    "load average " + Files.readString(Path.of("/proc/loadavg")).strip());
            List<Replica> all = sandbox.replicas();
            for (Replica replica : all) {
                ServerLayout.delete(sandbox.layout().workAreaOf(replica.spec()));
            }
            measure(sandbox, "one, cold", all.subList(0, 1), Duration.ZERO);
            for (int i = 1; i <= WARM_STARTS; i++) {
                measure(sandbox, "one, warm (" + i + ")", all.subList(0, 1), ONE);
            }
            ServerLayout.delete(sandbox.layout().workAreaOf(all.get(0).spec()));
            measure(sandbox, "three at once, cold", all, Duration.ZERO);
            measure(sandbox, "three at once, warm", all, THREE);
        }
        screen.print(table);
    }

    private void measure(Sandbox sandbox, String name, List<Replica> replicas, Duration limit)
            throws IOException, InterruptedException {
        screen.say("measuring: " + name);
        long start = System.nanoTime();
        for (Replica replica : replicas) {
            replica.start();
        }
        List<Cost> costs = new ArrayList<>();
        List<Replica> waiting = new ArrayList<>(replicas);
        List<Duration> walls = new ArrayList<>();
        List<Double> cpus = new ArrayList<>();
        while (!waiting.isEmpty()) {
            for (Replica replica : List.copyOf(waiting)) {
                if (sandbox.probe().isReady(replica)) {
                    walls.add(Duration.ofNanos(System.nanoTime() - start));
                    cpus.add(cpuSeconds(replica));
                    waiting.remove(replica);
                } else if (!replica.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new SandboxException(replica.spec().name() + " was not ready, see " + replica.console());
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.SECONDS.sleep(5);
        for (int i = 0; i < replicas.size(); i++) {
            costs.add(new Cost(walls.get(i), cpus.get(i), mebibytes(replicas.get(i))));
        }
        costs.forEach(cost -> table.add(row(name, cost, limit)));
        for (Replica replica : replicas) {
            replica.signalStop();
        }
        for (Replica replica : replicas) {
            if (!replica.awaitEnd(Duration.ofSeconds(30))) {
                replica.kill();
            }
        }
    }

    private static String row(String name, Cost cost, Duration limit) {
        boolean late = !limit.isZero() && cost.wall().compareTo(limit) > 0;
        boolean busy = limit.equals(ONE) && cost.cpuSeconds() > ONE.toSeconds();
        boolean fat = !limit.isZero() && cost.mebibytes() > MEBIBYTES;
        return String.format(
                Locale.ROOT,
                "%-28s %6.1f s%s   %6.1f s%s   %4d MiB%s",
                name,
                cost.wall().toMillis() / 1000.0,
                late ? "!" : " ",
                cost.cpuSeconds(),
                busy ? "!" : " ",
                cost.mebibytes(),
                fat ? "!" : " ");
    }

    /** Of all its processes, and of those that have ended already. */
    private static double cpuSeconds(Replica replica) throws IOException {
        long ticks = 0;
        for (ProcessHandle process : replica.processes()) {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
                ticks += Long.parseLong(fields[field]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long mebibytes(Replica replica) throws IOException {
        long kibibytes = 0;
        for (ProcessHandle process : replica.processes()) {
            try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                kibibytes += status.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }
        return kibibytes / 1024;
    }
}
