package com.vpsie.autoscaler.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves a {@link WorkQueue} with a fixed number of workers. A worker occupies one thread of the executor until the
 * queue is closed or the thread is interrupted.
 */
public final class QueueWorkers {
    private static final Logger LOG = Logger.getLogger(QueueWorkers.class.getName());

    private QueueWorkers() {}

    /** What a look at a key came to. */
    public sealed interface Result {
        /** Nothing more to do until something changes. */
        record Done() implements Result {}

        /** Look again after a while even if nothing changes. */
        record Again(Duration after) implements Result {}

        /** It failed; try again with growing waits. */
        record Failed() implements Result {}
    }

    /** Looks at one key; may block and may throw, which counts as failed and is logged. */
    @FunctionalInterface
    public interface Look<K> {
        Result at(K key) throws Exception;
    }

    /** Starts {@code workers} workers and returns at once. */
    public static <K> void start(WorkQueue<K> queue, int workers, Executor executor, Look<K> look) {
        for (int i = 0; i < workers; i++) {
            executor.execute(() -> serve(queue, look));
        }
    }

    private static <K> void serve(WorkQueue<K> queue, Look<K> look) {
        try {
            for (Optional<K> key = queue.take(); key.isPresent(); key = queue.take()) {
                serveOne(queue, look, key.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <K> void serveOne(WorkQueue<K> queue, Look<K> look, K key) throws InterruptedException {
        boolean failed = true;
        try {
            Result result = look.at(key);
            if (result instanceof Result.Again again) {
                queue.addAfter(key, again.after());
            }
            failed = result instanceof Result.Failed;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the look at " + key + " failed and will be repeated", e);
        } finally {
            if (failed) {
                queue.retry(key);
            } else {
                queue.done(key);
            }
        }
    }
}
