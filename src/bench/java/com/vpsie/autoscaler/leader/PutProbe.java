package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a PUT of a Lease takes while something else is measured: one of its own, ten times a second, by the client that
 * the election uses.
 */
final class PutProbe implements AutoCloseable {
    private static final String LEASE = "bench-probe";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 100;

    private final LeaseClient client;
    private final BlockingQueue<Input> answers = new LinkedBlockingQueue<>();
    private final List<Duration> taken = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "put-probe");
    private long attempt;

    PutProbe(KubernetesUnderTest api) {
        this.client = new LeaseClient(api.clientConfig("admin"), "default", LEASE, PATIENCE, answers::add);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            LeaseRecord stored = first();
            while (!thread.isInterrupted()) {
                long start = System.nanoTime();
                client.put(++attempt, marked(stored));
                stored = stored(answer());
                add(Duration.ofNanos(System.nanoTime() - start));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            thread.interrupt();
        }
    }

    private LeaseRecord first() throws InterruptedException {
        client.get(++attempt);
        Outcome found = answer();
        if (found instanceof Outcome.Ok ok) {
            return ok.record();
        }
        client.create(++attempt, marked(LeaseRecord.NONE));
        return stored(answer());
    }

    private static LeaseRecord marked(LeaseRecord over) {
        long mark = Math.max(System.currentTimeMillis() * 1_000, over.renewMicros() + 1);
        return new LeaseRecord(over.uid(), over.version(), LEASE, 15, mark, mark, 0, over.carried());
    }

    private Outcome answer() throws InterruptedException {
        Input input = answers.poll(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        if (input instanceof Input.Answered answered) {
            return answered.outcome();
        }
        throw new IllegalStateException("no answer to the probe");
    }

    private static LeaseRecord stored(Outcome outcome) {
        if (outcome instanceof Outcome.Ok ok) {
            return ok.record();
        }
        throw new IllegalStateException("the probe was refused: " + outcome.why());
    }

    private synchronized void add(Duration time) {
        taken.add(time);
    }

    synchronized Figures figures() {
        return new Figures(taken);
    }

    @Override
    public void close() {
        thread.interrupt();
        client.close();
    }
}
