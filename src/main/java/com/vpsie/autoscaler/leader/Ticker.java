package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Clocks;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the crank at the time asked for. The container's executor does it; a thread of its own stands behind and does it
 * when that one is late or gone, as it is during shutdown, where a renewal or the release must still go out.
 *
 * <p>Any thread may arm it; the tick runs on one of the two, possibly on both at once.
 */
final class Ticker implements AutoCloseable {
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NOTHING_ARMED = Long.MAX_VALUE;

    private final ScheduledExecutorService executor;
    private final Clocks clocks;
    private final Runnable tick;
    private final Object monitor = new Object();
    private final Thread backup;
    private long due = NOTHING_ARMED;
    private boolean executorGone;
    private boolean closed;
    private @Nullable ScheduledFuture<?> scheduled;

    Ticker(ScheduledExecutorService executor, Clocks clocks, Runnable tick) {
        this.executor = executor;
        this.clocks = clocks;
        this.tick = tick;
        this.backup = new Thread(this::standBy, "leader-election-clock");
        backup.setDaemon(true);
    }

    void start() {
        backup.start();
    }

    void arm(long monotonic) {
        synchronized (monitor) {
            due = monotonic;
            schedule();
            monitor.notifyAll();
        }
    }

    private void schedule() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
        if (executorGone || closed) {
            return;
        }
        try {
            long delay = Math.max(0, due - clocks.read().monotonic());
            scheduled = executor.schedule(this::fire, delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | IllegalStateException gone) {
            executorGone = true; // the container is shutting down; the thread behind takes over
        }
    }

    private void fire() {
        synchronized (monitor) {
            if (closed || clocks.read().monotonic() < due) {
                return;
            }
            due = NOTHING_ARMED;
        }
        tick.run();
    }

    private void standBy() {
        try {
            while (awaitLate()) {
                fire();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true when a tick is due and nobody has done it, false when closed. */
    private boolean awaitLate() throws InterruptedException {
        synchronized (monitor) {
            while (!closed) {
                long now = clocks.read().monotonic();
                long grace = executorGone ? 0 : GRACE_NANOS;
                if (due != NOTHING_ARMED && now >= due + grace) {
                    return true;
                }
                long wait = due == NOTHING_ARMED ? 0 : due + grace - now;
                monitor.wait(wait / 1_000_000L + (due == NOTHING_ARMED ? 0 : 1));
            }
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            monitor.notifyAll();
        }
    }
}
