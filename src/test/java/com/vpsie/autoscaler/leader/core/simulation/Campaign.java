package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.simulation.Invariant.Violation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Plays the histories of many seeds on all processors and counts. Ends with the lowest of the seeds that fail. */
final class Campaign {
    private final Product product;
    private final LongAdder played = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder holders = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final Set<Fault.Kind> kinds = ConcurrentHashMap.newKeySet();
    private final LongAdder cpu = new LongAdder();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong failed = new AtomicLong(Long.MAX_VALUE);
    private long took;

    Campaign(Product product) {
        this.product = product;
    }

    /** Every seed from 1 on. The lowest that failed; empty when none did. */
    Optional<Long> play(long seeds) {
        long began = System.nanoTime();
        next.set(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> work(seeds), "histories-" + i);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(Campaign::join);
        took = System.nanoTime() - began;
        return failed.get() == Long.MAX_VALUE ? Optional.empty() : Optional.of(failed.get());
    }

    private void work(long seeds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (long seed = next.getAndIncrement(); seed <= seeds && seed < failed.get(); seed = next.getAndIncrement()) {
            if (!holds(seed)) {
                failed.accumulateAndGet(seed, Math::min);
            }
        }
        cpu.add(threads.getCurrentThreadCpuTime() - before);
    }

    /** A defect of the simulation itself fails a seed like one of the product. */
    private boolean holds(long seed) {
        try {
            World world = new World(Scenario.drawn(seed), product, Story.untold()).play();
            played.increment();
            events.add(world.events());
            holders.add(world.holders());
            faults.add(world.course.faults());
            kinds.addAll(world.course.kinds());
            return true;
        } catch (Violation | IllegalStateException broken) {
            return false;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private double each(LongAdder sum) {
        return sum.sum() / (double) Math.max(1, played.sum());
    }

    double events() {
        return each(events);
    }

    double holders() {
        return each(holders);
    }

    double faults() {
        return each(faults);
    }

    /** What went wrong in some history. */
    Set<Fault.Kind> kinds() {
        return kinds;
    }

    @Override
    public String toString() {
        return "%d histories: on average %.0f events, %.1f holders, %.1f faults; %.2f ms of CPU each, %.0f a minute"
                .formatted(
                        played.sum(),
                        events(),
                        holders(),
                        faults(),
                        each(cpu) / VirtualTime.MILLI,
                        played.sum() * 60.0 * VirtualTime.SECOND / Math.max(1, took));
    }
}
