package com.vpsie.autoscaler.leader;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs what the application is told, one after the other, on a thread of its own: an observer may block, and the
 * container's executor is taken away during shutdown, when the last event still has to be delivered.
 */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class.getName());
    private static final Runnable END = () -> {};

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    /** @param context runs a task in the application's context */
    Dispatcher(String name, Context context) {
        this.thread = new Thread(() -> run(context), name);
        thread.setDaemon(true);
    }

    /** How a task gets the application's class loader and naming. */
    interface Context {
        void run(Runnable task);
    }

    void start() {
        thread.start();
    }

    /** Never blocks. */
    void submit(Runnable task) {
        queue.add(task);
    }

    private void run(Context context) {
        try {
            for (Runnable task = queue.take(); !task.equals(END); task = queue.take()) {
                contained(context, task);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private static void contained(Context context, Runnable task) {
        try {
            context.run(task);
        } catch (Throwable failed) { // an observer's error must not end the election
            LOG.log(Level.SEVERE, "an observer of the election failed", failed);
        }
    }

    /** Ends the thread after what is queued. */
    @Override
    public void close() {
        queue.add(END);
    }
}
