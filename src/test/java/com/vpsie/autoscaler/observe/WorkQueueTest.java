package com.vpsie.autoscaler.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("timed")
@Timeout(30)
class WorkQueueTest {
    private static final QueueTiming FAST =
            new QueueTiming(Duration.ofMillis(2), Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(20));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WorkQueue<String> queue = new WorkQueue<>(FAST, System::nanoTime);

    @AfterEach
    void stop() throws InterruptedException {
        queue.close();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workersServeEveryKeyAndNeverOneKeyTwiceAtOnce() throws Exception {
        Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch looks = new CountDownLatch(200);
        QueueWorkers.start(queue, 4, threads, key -> {
            if (inside.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            Thread.yield();
            inside.get(key).decrementAndGet();
            looks.countDown();
            return new QueueWorkers.Result.Again(Duration.ofMillis(1));
        });
        List.of("a", "b", "c", "d", "e").forEach(queue::add);

        assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(inside).hasSize(5);
    }

    @Test
    void aLookThatThrowsOrFailsIsRepeated() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch served = new CountDownLatch(1);
        QueueWorkers.start(queue, 1, threads, key -> {
            switch (times.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("deliberate");
                case 2 -> {
                    return new QueueWorkers.Result.Failed();
                }
                default -> {
                    served.countDown();
                    return new QueueWorkers.Result.Done();
                }
            }
        });
        queue.add("a");

        assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(times).hasValue(3);
    }

    @Test
    void closingWakesTakersAndWaitsForRunningLooks() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        QueueWorkers.start(queue, 2, threads, key -> {
            seen.add(key);
            started.countDown();
            finish.await();
            return new QueueWorkers.Result.Done();
        });
        queue.add("a");
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        queue.close();
        queue.add("b");
        assertThat(queue.awaitIdle(Duration.ofMillis(5))).isFalse();
        finish.countDown();
        assertThat(queue.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(queue.take()).isEmpty();
        assertThat(seen).containsExactly("a");
    }
}
