package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts replicas and measures what that costs. Used by one thread; Linux only, the figures come from {@code /proc}. */
final class MeasuredStart {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(5);

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
                    cpus[replicas.indexOf(replica)] = ProcessFigures.of(replica).cpuSeconds();
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
            costs.add(new Cost(
                    walls[i], cpus[i], ProcessFigures.of(replicas.get(i)).residentMebibytes()));
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
}
