package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures many hand-overs, in two races at once, since most of the time is spent waiting. */
final class HandOvers {
    private static final int RACES = 2;

    private final Arena arena;
    private final String name;
    private final int wanted;
    private final Duration atMost;

    /**
     * @param name of this measurement, unlike any other's on this API server
     * @param wanted hand-overs of ours
     * @param atMost how long fabric8 may take for as many; ours may take five times as long
     */
    HandOvers(Arena arena, String name, int wanted, Duration atMost) {
        this.arena = arena;
        this.name = name;
        this.wanted = wanted;
        this.atMost = atMost;
    }

    /**
     * What was seen.
     *
     * @param missed hand-overs that did not happen in time
     * @param conflicts refused writes per hand-over
     * @param puts what a PUT took meanwhile
     */
    record Seen(Figures took, int missed, double conflicts, Figures puts) {
        /** In milliseconds; infinite where the missed ones come in, NaN when there were none at all. */
        double percentile(int percent) {
            return took.percentile(percent, missed);
        }
    }

    Seen measure(Product product, Race.Departure departure, int electors, Duration lease)
            throws InterruptedException, ExecutionException {
        String prefix = product.prefix(name + departure.name().toLowerCase(Locale.ROOT), electors);
        ExecutorService threads = Executors.newFixedThreadPool(RACES);
        List<Tally> tallies = new ArrayList<>();
        try (PutProbe probe = new PutProbe(arena.api())) {
            long end = System.nanoTime() + atMost.toNanos() * (product == Product.OURS ? 5 : 1);
            AtomicInteger left = new AtomicInteger(wanted);
            List<Future<Tally>> running = new ArrayList<>();
            for (int i = 0; i < RACES; i++) {
                Race.Setting setting = new Race.Setting(product, prefix + i, i * electors, electors, lease, departure);
                running.add(threads.submit(() -> run(setting, left, end)));
            }
            for (Future<Tally> race : running) {
                tallies.add(race.get());
            }
            return sum(tallies, probe.figures());
        } finally {
            threads.shutdownNow();
        }
    }

    private record Tally(List<Duration> took, int missed, long conflicts) {}

    private Tally run(Race.Setting setting, AtomicInteger left, long end) throws InterruptedException {
        List<Duration> took = new ArrayList<>();
        int missed = 0;
        try (Race race = new Race(arena, setting)) {
            race.settle();
            long before = race.conflicts();
            while (left.getAndDecrement() > 0 && System.nanoTime() < end) {
                Optional<Duration> one = race.handOver();
                one.ifPresent(took::add);
                missed += one.isPresent() ? 0 : 1;
            }
            return new Tally(took, missed, race.conflicts() - before);
        }
    }

    private static Seen sum(List<Tally> tallies, Figures puts) {
        List<Duration> took =
                tallies.stream().flatMap(tally -> tally.took().stream()).toList();
        int missed = tallies.stream().mapToInt(Tally::missed).sum();
        double conflicts = tallies.stream().mapToLong(Tally::conflicts).sum();
        return new Seen(new Figures(took), missed, conflicts / Math.max(1, took.size() + missed), puts);
    }
}
