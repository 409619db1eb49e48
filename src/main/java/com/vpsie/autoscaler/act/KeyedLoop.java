package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import com.vpsie.autoscaler.observe.QueueTiming;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import com.vpsie.autoscaler.observe.WorkQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A loop of one term: one thread takes due keys from a queue and hands each to the executor, so that a key whose look
 * blocks holds up nobody but itself. At most {@value #AT_ONCE} looks run at once: each may wait for a read that needs a
 * thread of the same pool, and the pool's size in server.xml is reckoned by it.
 *
 * <p>Life cycle: {@link #start} once, {@link #stop} once; after that nothing new begins.
 *
 * @param <K> what is looked at
 */
final class KeyedLoop<K> {
    private static final Logger LOG = Logger.getLogger(KeyedLoop.class.getName());
    private static final int AT_ONCE = 8;

    private final String name;
    private final Executor executor;
    private final AutoscalerMetrics metrics;
    private final Function<K, Result> look;
    private final WorkQueue<K> queue = new WorkQueue<>(QueueTiming.DEFAULT, System::nanoTime);
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param name the controller's, as metrics have it */
    KeyedLoop(String name, Executor executor, AutoscalerMetrics metrics, Function<K, Result> look) {
        this.name = name;
        this.executor = executor;
        this.metrics = metrics;
        this.look = look;
    }

    void start() {
        executor.execute(this::dispatch);
    }

    /** The key changed. */
    void add(K key) {
        queue.add(key);
    }

    /** No new look begins from now on. */
    void close() {
        queue.close();
    }

    /** Waits for the looks that run; false when they take longer. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        return queue.awaitIdle(atMost);
    }

    private void dispatch() {
        try {
            places.acquire(); // before a key is taken: a taken one would begin after close
            for (Optional<K> key = queue.take(); key.isPresent(); key = queue.take()) {
                hand(key.get());
                places.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(K key) {
        try {
            executor.execute(() -> serve(key));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "no thread for " + key, e);
            places.release();
            queue.retry(key);
        }
    }

    private void serve(K key) {
        long begun = System.nanoTime();
        String result = "error";
        boolean failed = true;
        try {
            Result came = look.apply(key);
            failed = came instanceof Result.Failed;
            if (came instanceof Result.Again again) {
                queue.addAfter(key, again.after());
                result = "requeue";
            } else if (!failed) {
                result = "success";
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, name + " " + key + " failed and will be tried again", e);
        } finally {
            places.release();
            metrics.reconciled(name, result, Duration.ofNanos(System.nanoTime() - begun));
            if (failed) {
                queue.retry(key);
            } else {
                queue.done(key);
            }
        }
    }
}
