package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts replicas and measures what that costs. Used by one thread; Linux only, the figures come from {@code /proc}. */
final class MeasuredStart {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux a JDK runs on

    private final Sandbox sandbox;

    /**
     * What one replica took and had used.
     *
     * @param wall from the first replica's start until this one was ready
     * @param cpuSeconds of all its processes until then
     * @param mebibytes resident, 5 s after all were ready
     */
    record Cost(Duration wall, double cpuSeconds, long mebibytes) {}

    MeasuredStart(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * Starts these at once, waits until each is ready and has rested, and stops them again.
     *
     * @throws SandboxException when one ends or is not ready within three minutes
     */
    List<Cost> of(List<Replica> replicas) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Replica replica : replicas) {
            replica.start();
        }
        Duration[] walls = new Duration[replicas.size()];
        double[] cpus = new double[replicas.size()];
        List<Replica> waiting = new ArrayList<>(replicas);
        while (!waiting.isEmpty()) {
            for (Replica replica : List.copyOf(waiting)) {
                if (sandbox.probe().isReady(replica)) {
                    walls[replicas.indexOf(replica)] = Duration.ofNanos(System.nanoTime() - start);
                    cpus[replicas.indexOf(replica)] = cpuSeconds(replica);
                    waiting.remove(replica);
                } else if (!replica.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new SandboxException(replica.spec().name() + " was not ready, see " + replica.console());
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < walls.length; i++) {
            costs.add(new Cost(walls[i], cpus[i], mebibytes(replicas.get(i))));
        }
        stop(replicas);
        return costs;
    }

    private static void stop(List<Replica> replicas) throws InterruptedException {
        replicas.forEach(Replica::signalStop);
        for (Replica replica : replicas) {
            if (!replica.awaitEnd(Duration.ofSeconds(30))) {
                replica.kill();
            }
        }
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
