package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads wait for something that another thread brings about. Any thread. */
final class Signal {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when {@code done} holds, after {@code atMost}, or when interrupted, and then with the interrupt kept. */
    void await(BooleanSupplier done, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            long left = until - System.nanoTime();
            while (!done.getAsBoolean() && left > 0) {
                changed.await(Math.min(left, LOOK_AGAIN), TimeUnit.NANOSECONDS);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
