package com.vpsie.autoscaler.vpsie;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition, and fails when it does not come in time. */
record Deadline(Duration bound) {
    static Deadline within(Duration bound) {
        return new Deadline(bound);
    }

    void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + bound);
            }
            if (never.await(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
