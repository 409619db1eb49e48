package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.CapacityRun.Minute;
import com.vpsie.autoscaler.sandbox.CapacityRun.Round;
import com.vpsie.autoscaler.sandbox.replica.ProcessGuard;
import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.LogManager;

/**
 * What a replica needs by node groups, nodes and pods: it starts on what another controller has left, comes to rest, is
 * stopped, and starts again on what is its own by then; the minute after that is looked at closely. Limits, on two cores
 * with nothing else on them:
 *
 * <ul>
 *   <li>100 groups seen by a leader for the first time: 10 s, when VPSie has them already
 *   <li>1000 nodes: 512 MiB resident at most, which is the memory limit of the manifest
 *   <li>groups that VPSie does not know yet: no limit, VPSie's own one of 100 calls a minute rules
 * </ul>
 *
 * <p>{@code ./mvnw -Pbench -Dbench.main=com.vpsie.autoscaler.sandbox.CapacityBenchmark} prints the tables in a quarter
 * of an hour, with {@code -Dbench.load=regex} for some of the loads only; a figure beyond its limit is marked, and nothing
 * fails. Linux only, since the figures come from {@code /proc}.
 */
public final class CapacityBenchmark {
    private static final Duration SEEN = Duration.ofSeconds(10);
    private static final long MEBIBYTES = 512;
    private static final int GROUPS = 100;
    private static final int NODES = 1_000;
    private static final int PODS = 10_000;

    private final Screen screen = Screen.standardOutput();
    private final List<String> starts = new ArrayList<>();
    private final List<String> minutes = new ArrayList<>();

    private CapacityBenchmark() {}

    /**
     * What is in the cluster.
     *
     * @param known whether VPSie has the groups
     */
    private record Load(String title, int groups, boolean known, Consumer<CapacityContent> filling) {}

    private static List<Load> loads() {
        return List.of(
                new Load("nothing", 0, true, content -> {}),
                new Load("100 new groups", GROUPS, false, content -> content.newGroups(GROUPS)),
                new Load("100 groups", GROUPS, true, content -> content.groups(GROUPS, 0)),
                new Load("1000 nodes of others", 0, true, content -> content.nodes(NODES)),
                new Load("100 groups, 1000 nodes", GROUPS, true, content -> content.groups(GROUPS, NODES / GROUPS)),
                new Load("the same, 10 000 pods", GROUPS, true, content -> {
                    content.groups(GROUPS, NODES / GROUPS);
                    content.pods(PODS);
                }));
    }

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LogManager.getLogManager().reset(); // libraries' warnings are not part of the table
        new CapacityBenchmark().run();
    }

    private void run() throws Exception {
        SandboxOptions options = SandboxOptions.from(System.getProperties());
        ServerLayout layout = new ServerLayout(
                options.project(), options.wlp(), options.project().resolve("target/capacity"));
        requirePorts();
        layout.installServer();
        starts.add("A START                                 READY   GROUPS   AT REST      CPU  MOST RESIDENT");
        minutes.add("A MINUTE AT REST         RESIDENT        HEAP      CPU  WATCHES");
        screen.say("load average " + Files.readString(Path.of("/proc/loadavg")).strip());
        String wanted = System.getProperty("bench.load", ".*");
        ProcessGuard guard = ProcessGuard.start();
        try {
            for (Load load : loads()) {
                if (load.title().matches(wanted)) {
                    measure(options, layout, load);
                }
            }
        } finally {
            guard.close();
        }
        screen.print(starts);
        screen.print(minutes);
    }

    private static void requirePorts() {
        ReplicaPorts ports = ReplicaPorts.of(0);
        PortCheck.requireFree(Map.of(
                ports.metrics(), "metrics",
                ports.health(), "health",
                ports.management(), "management",
                ports.admin(), "admin"));
    }

    private void measure(SandboxOptions options, ServerLayout layout, Load load) throws Exception {
        screen.say("measuring: " + load.title());
        try (CapacityRun run = new CapacityRun(options, layout)) {
            load.filling().accept(run.content());
            if (run.content().numberOfNodes() > 0) {
                screen.say("a node has " + run.content().bytesOfANode() + " bytes");
            }
            run.reportNodes();
            add(starts, row(load, "taking over", run.start(load.groups())));
            run.stop();
            add(starts, row(load, "again", run.start(load.groups())));
            add(minutes, row(load, run.rest()));
            run.stop();
        }
    }

    private void add(List<String> table, String row) {
        screen.say(row);
        table.add(row);
    }

    private static String row(Load load, String how, Round round) {
        boolean late = load.known() && round.seen().compareTo(SEEN) > 0;
        return String.format(
                Locale.ROOT,
                "%-24s %-12s %6.1f s %6.1f s%s %6.1f s %6.1f s %4d MiB%s  Kubernetes %s, VPSie %s",
                load.title(),
                how,
                seconds(round.ready()),
                seconds(round.seen()),
                late ? "!" : " ",
                seconds(round.rest()),
                round.cpuSeconds(),
                round.mostMebibytes(),
                round.mostMebibytes() > MEBIBYTES ? "!" : " ",
                round.requests(),
                round.calls());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String row(Load load, Minute minute) {
        return String.format(
                Locale.ROOT,
                "%-24s %4d MiB%s %6.1f MiB  %5.2f s  %d   Kubernetes %s, VPSie %s",
                load.title(),
                minute.residentMebibytes(),
                minute.residentMebibytes() > MEBIBYTES ? "!" : " ",
                minute.heapMebibytes(),
                minute.cpuSeconds(),
                minute.watches(),
                minute.requests(),
                minute.calls());
    }
}
