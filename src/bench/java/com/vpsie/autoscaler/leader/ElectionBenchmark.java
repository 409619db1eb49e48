package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ElectionTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.LogManager;

/**
 * The election side by side with fabric8's {@code LeaderElector} (release on cancel, LeaseLock), on one API server in one
 * run, judged by that server's log. Each elector has a client and an API user of its own; ours is the production class
 * without the container. Limits of ours, on two cores with nothing else on them:
 *
 * <ul>
 *   <li>{@code graceful}, at L/D/R = 15/10/2 s, from the commit of the release to the next leader's being told: p50 50 ms,
 *       p99 the stagger plus three times the p99 of a PUT at the same time
 *   <li>{@code crash}, at L = 2 s, the leader's network cut: the same, from its last commit + L
 *   <li>in both at most 5 refused writes per hand-over on average
 *   <li>{@code cutoff}, at 15/10/2 s, the API silent, refusing, or its answers lost: D from the last commit to the closed gate
 *   <li>{@code rate}, at 15/10/2 s, nothing happening: 12 writes and 2 reads a minute of all electors together
 *   <li>all but the refused writes: ahead of fabric8
 * </ul>
 *
 * <p>{@code ./mvnw -Pbench -Dbench.main=com.vpsie.autoscaler.leader.ElectionBenchmark} takes a quarter of an hour and
 * prints the table; a figure beyond its limit is marked, and nothing fails. {@code -Dbench.parts=graceful,crash,cutoff,rate}
 * chooses, {@code -Dbench.electors=3,50} says how many race, {@code -Dbench.count=100} how many hand-overs are wanted,
 * {@code -Dbench.seconds=45} how long fabric8 may take for them, {@code -Dsandbox.kube=real} takes a real API server.
 */
public final class ElectionBenchmark {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration FOR_THE_SLOWEST = Duration.ofSeconds(100);
    private static final int WARM_UP = 10;
    private static final int CUT_EACH = 8;
    private static final int MINUTES = 2;

    private final Arena arena;
    private final Table table = new Table();
    private final List<Integer> electors = Arrays.stream(
                    property("electors", "3,50").split(","))
            .map(Integer::valueOf)
            .toList();

    private ElectionBenchmark(Arena arena) {
        this.arena = arena;
    }

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LogManager.getLogManager().reset(); // what electors say of failures is not part of the table
        try (Arena arena = Arena.open()) {
            new ElectionBenchmark(arena)
                    .run(List.of(property("parts", "graceful,crash,cutoff,rate").split(",")));
        }
    }

    private static String property(String name, String otherwise) {
        return System.getProperty("bench." + name, otherwise);
    }

    private void run(List<String> parts) throws IOException, InterruptedException, ExecutionException {
        table.text("ELECTION, side by side on the " + arena.api().name());
        load("at the start");
        if (parts.contains("graceful") || parts.contains("crash")) {
            warmUp();
            table.handOverHeader();
        }
        for (Race.Departure departure : Race.Departure.values()) {
            if (parts.contains(departure.name().toLowerCase(Locale.ROOT))) {
                handOvers(departure, departure == Race.Departure.CRASH ? SHORT : LONG);
            }
        }
        if (parts.contains("cutoff")) {
            cutOffs();
        }
        if (parts.contains("rate")) {
            rates();
        }
        load("at the end");
        table.lines().forEach(System.out::println);
    }

    private void load(String when) throws IOException {
        table.text("load average " + when + ": "
                + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    /** For the compiler. */
    private void warmUp() throws InterruptedException, ExecutionException {
        say("nothing yet, this JVM warms up");
        HandOvers handOvers = new HandOvers(arena, "warm-up-", WARM_UP, Duration.ofSeconds(20));
        for (Product product : Product.values()) {
            handOvers.measure(product, Race.Departure.CRASH, 3, SHORT);
            handOvers.measure(product, Race.Departure.GRACEFUL, 3, SHORT);
        }
    }

    private void handOvers(Race.Departure departure, Duration lease) throws InterruptedException, ExecutionException {
        int count = Integer.parseInt(property("count", "100"));
        Duration atMost = Duration.ofSeconds(Long.parseLong(property("seconds", "45")));
        HandOvers handOvers = new HandOvers(arena, "", count, atMost);
        for (int size : electors) {
            say(departure + " with " + size + " electors");
            HandOvers.Seen ours = handOvers.measure(Product.OURS, departure, size, lease);
            HandOvers.Seen theirs = handOvers.measure(Product.FABRIC8, departure, size, lease);
            String what =
                    departure.name().toLowerCase(Locale.ROOT) + ", N = " + size + ", L = " + lease.toSeconds() + " s";
            table.handOver(what, ours, theirs, timing(size).stagger());
        }
    }

    private static ElectionTiming timing(int electors) {
        return TestReplica.settings(
                        Map.of("lease-duration", LONG.toString(), "expected-replicas", Integer.toString(electors)))
                .timing();
    }

    private void cutOffs() throws InterruptedException {
        say("leaders are cut off");
        double deadline = timing(1).renewDeadline().toMillis() / 1e3;
        table.cutOffHeader(deadline);
        List<CutOffs.Seen> seen = new CutOffs(arena, LONG, FOR_THE_SLOWEST).measure(CUT_EACH);
        for (int i = 0; i < seen.size(); i += 2) {
            table.cutOff(seen.get(i), seen.get(i + 1), deadline);
        }
    }

    private void rates() throws InterruptedException {
        say("requests are counted for " + MINUTES + " minutes");
        table.rateHeader();
        List<Rates.Seen> seen = new Rates(arena, LONG, MINUTES).measure(electors);
        for (int i = 0; i < seen.size(); i += 2) {
            table.rate(seen.get(i), seen.get(i + 1));
        }
    }

    private static void say(String what) {
        System.out.println("measuring: " + what);
    }
}
