package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Counts what electors ask of the API server while nothing happens. */
final class Rates {
    private static final Duration JOIN = Duration.ofMinutes(2);
    private static final Duration CALM = Duration.ofSeconds(10);

    private final Arena arena;
    private final Duration lease;
    private final int minutes;

    Rates(Arena arena, Duration lease, int minutes) {
        this.arena = arena;
        this.lease = lease;
        this.minutes = minutes;
    }

    /** Requests a minute of all electors of a Lease together. */
    record Seen(Product product, int electors, double writes, double reads) {}

    /** One Lease and those who race for it. */
    private record Field(Product product, int electors, String lease, List<Contestant> contestants) {
        boolean calm() {
            return contestants.stream().allMatch(Contestant::follows)
                    && contestants.stream().anyMatch(Contestant::leads);
        }
    }

    private record Count(long writes, long reads) {}

    /** All in the same minutes. */
    List<Seen> measure(List<Integer> sizes) throws InterruptedException {
        List<Field> fields = new ArrayList<>();
        try {
            int nextUser = 0;
            for (int electors : sizes) {
                for (Product product : Product.values()) {
                    fields.add(field(product, electors, nextUser));
                    nextUser += electors;
                }
            }
            long end = System.nanoTime() + JOIN.toNanos();
            while (!fields.stream().allMatch(Field::calm)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not all electors follow within " + JOIN);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
            List<Count> before = fields.stream().map(this::count).toList();
            TimeUnit.MINUTES.sleep(minutes);
            List<Count> after = fields.stream().map(this::count).toList();
            return seen(fields, before, after);
        } finally {
            fields.forEach(field -> field.contestants().forEach(Contestant::close));
        }
    }

    private Field field(Product product, int electors, int firstUser) {
        String name = product.prefix("rate", electors) + "0";
        List<Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < electors; i++) {
            contestants.add(
                    product.enter(new Contestant.Entry(arena.api(), Arena.user(firstUser + i), name, lease, electors)));
        }
        return new Field(product, electors, name, contestants);
    }

    private Count count(Field field) {
        Set<String> users = field.contestants().stream().map(Contestant::user).collect(Collectors.toSet());
        return new Count(arena.log().writesTo(field.lease()).size(), arena.log().readsOf(users));
    }

    private List<Seen> seen(List<Field> fields, List<Count> before, List<Count> after) {
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            seen.add(new Seen(
                    field.product(),
                    field.electors(),
                    (double) (after.get(i).writes() - before.get(i).writes()) / minutes,
                    (double) (after.get(i).reads() - before.get(i).reads()) / minutes));
        }
        return seen;
    }
}
