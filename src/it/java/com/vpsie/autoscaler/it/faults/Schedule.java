package com.vpsie.autoscaler.it.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Which faults strike, in which order and whom: a function of seed and number. Immutable.
 *
 * @param seed gives the same faults each time
 * @param kinds names of those it was limited to, with commas; empty for all
 * @param faults in their order
 */
record Schedule(long seed, String kinds, List<Planned> faults) {
    private static final double SHARE_OF_FOLLOWERS = 0.25;
    private static final int ENDLESS = 100_000;

    /**
     * One of them.
     *
     * @param number from 1
     * @param hitsLeader false for a follower
     * @param seed of what is left to chance within it
     */
    record Planned(int number, Kind kind, boolean hitsLeader, long seed) {
        /** What must become of the lead. */
        Kind.Outcome outcome() {
            return hitsLeader ? kind.outcome() : Kind.Outcome.KEPT;
        }

        @Override
        public String toString() {
            return "%3d  %-48s %s".formatted(number, kind.words(), hitsLeader ? "leader" : "follower");
        }
    }

    /**
     * From {@code faults.seed} (else the time), {@code faults.count}, and {@code faults.kinds}, the names of some kinds
     * (else all).
     *
     * @param real whether a real API server is there, which cannot do everything
     */
    static Schedule from(Properties properties, boolean real) {
        String seed = properties.getProperty("faults.seed", "");
        String kinds = properties.getProperty("faults.kinds", "").strip();
        Stream<Kind> named = Stream.of(kinds.split(",")).map(String::strip).map(Kind::valueOf);
        List<Kind> wanted = (kinds.isEmpty() ? Stream.of(Kind.values()) : named)
                .filter(kind -> !real || kind.worksOnReal())
                .toList();
        return of(
                seed.isBlank() ? System.nanoTime() & 0xFFFFFFL : Long.parseLong(seed.strip()),
                Integer.parseInt(properties.getProperty("faults.count", "40").strip()),
                kinds,
                wanted);
    }

    /** More faults than anybody has time for, of all kinds. */
    static Schedule endless(long seed, boolean real) {
        List<Kind> all = Stream.of(Kind.values())
                .filter(kind -> !real || kind.worksOnReal())
                .toList();
        return of(seed, ENDLESS, "", all);
    }

    /** Every kind as often as any other, but for one, in an order of chance. */
    private static Schedule of(long seed, int count, String limit, List<Kind> kinds) {
        if (kinds.isEmpty() || count < 1) {
            throw new IllegalArgumentException("nothing to do: " + count + " faults of the kinds " + kinds);
        }
        Random random = new Random(seed);
        List<Planned> faults = new ArrayList<>();
        List<Kind> round = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            if (round.isEmpty()) {
                round.addAll(kinds);
                Collections.shuffle(round, random);
            }
            Kind kind = round.remove(0);
            boolean follower = random.nextDouble() < SHARE_OF_FOLLOWERS && kind.hitsFollowers();
            faults.add(new Planned(number, kind, !follower, random.nextLong()));
        }
        return new Schedule(seed, limit, List.copyOf(faults));
    }

    /** The command that plays it again. */
    String command(boolean real) {
        return String.format(
                Locale.ROOT,
                "./mvnw verify -Pfaults -Dfaults.seed=%d -Dfaults.count=%d%s%s",
                seed,
                faults.size(),
                kinds.isEmpty() ? "" : " -Dfaults.kinds=" + kinds,
                real ? " -Dsandbox.kube=real" : "");
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("faults of seed " + seed + ":\n");
        faults.forEach(fault -> lines.append(fault).append('\n'));
        return lines.toString();
    }
}
