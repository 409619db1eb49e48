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
import java.util.logging.LogManager;

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
    private static final int WARM_STARTS = 3;

    private final Screen screen = Screen.standardOutput();
    private final List<String> table = new ArrayList<>();

    private StartBenchmark() {}

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
            MeasuredStart start = new MeasuredStart(sandbox);
            for (Replica replica : all) {
                ServerLayout.delete(sandbox.layout().workAreaOf(replica.spec()));
            }
            measure(start, "one, cold", all.subList(0, 1), Duration.ZERO);
            for (int i = 1; i <= WARM_STARTS; i++) {
                measure(start, "one, warm (" + i + ")", all.subList(0, 1), ONE);
            }
            ServerLayout.delete(sandbox.layout().workAreaOf(all.get(0).spec()));
            measure(start, "three at once, cold", all, Duration.ZERO);
            measure(start, "three at once, warm", all, THREE);
        }
        screen.print(table);
    }

    private void measure(MeasuredStart start, String name, List<Replica> replicas, Duration limit)
            throws IOException, InterruptedException {
        screen.say("measuring: " + name);
        start.of(replicas).forEach(cost -> table.add(row(name, cost, limit)));
    }

    private static String row(String name, MeasuredStart.Cost cost, Duration limit) {
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
}
