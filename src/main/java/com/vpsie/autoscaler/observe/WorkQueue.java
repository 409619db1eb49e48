package com.vpsie.autoscaler.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A queue of keys that need a look. Many changes of one key become one look, a key is looked at by one worker at a time,
 * and a failing key is tried again after growing waits.
 *
 * <p>Life cycle: one per term; {@link #close} ends it for good, then {@link #awaitIdle} waits for the looks that run.
 * Threading: every method may be called from any thread; only {@link #take} and {@link #awaitIdle} block.
 *
 * @param <K> an immutable key with equals
 */
public final class WorkQueue<K> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final DueKeys<K> keys;
    private final LongSupplier nanos;
    private boolean closed;

    /** @param nanos a monotonic clock in nanoseconds, e.g. {@code System::nanoTime} */
    public WorkQueue(QueueTiming timing, LongSupplier nanos) {
        this.keys = new DueKeys<>(timing);
        this.nanos = nanos;
    }

    /** The key changed; it comes up when its changes have paused. Ignored after {@link #close}. */
    public void add(K key) {
        locked(() -> keys.changed(key, nanos.getAsLong()));
    }

    /** The key wants a look after {@code delay} even without a change. Ignored after {@link #close}. */
    public void addAfter(K key, Duration delay) {
        locked(() -> keys.at(key, nanos.getAsLong() + delay.toNanos()));
    }

    /**
     * Waits for the next due key; give it back with {@link #done} or {@link #retry}.
     *
     * @return empty once the queue is closed
     */
    public Optional<K> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long now = nanos.getAsLong();
                Optional<K> key = keys.take(now);
                if (key.isPresent()) {
                    return key;
                }
                OptionalLong due = keys.nextDue();
                // a spurious or early wake-up only means another round
                if (due.isPresent()) {
                    moved.awaitNanos(due.getAsLong() - now);
                } else {
                    moved.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The look at a taken key succeeded. */
    public void done(K key) {
        lockedAlways(() -> keys.done(key));
    }

    /** The look at a taken key failed; it comes again after a wait that doubles with each failure in a row. */
    public void retry(K key) {
        lockedAlways(() -> keys.failed(key, nanos.getAsLong()));
    }

    /** Gives out nothing any more and wakes all waiting takers; taken keys may still be given back. */
    @Override
    public void close() {
        lockedAlways(() -> closed = true);
    }

    /**
     * Waits until every taken key is given back. Call after {@link #close}.
     *
     * @return false when that took longer than {@code atMost}
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (keys.running() > 0) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lockedAlways(() -> {
            if (!closed) {
                change.run();
            }
        });
    }

    private void lockedAlways(Runnable change) {
        lock.lock();
        try {
            change.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
