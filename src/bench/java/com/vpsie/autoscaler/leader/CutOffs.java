package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Cuts leaders off, each on a Lease of its own, all in the same minute, and looks when they stop by themselves. */
final class CutOffs {
    private static final Duration JOIN = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;
    private static final long NEVER = -1;

    private final Arena arena;
    private final Duration lease;
    private final Duration atMost;

    /** @param atMost how long to wait for each to stop */
    CutOffs(Arena arena, Duration lease, Duration atMost) {
        this.arena = arena;
        this.lease = lease;
        this.atMost = atMost;
    }

    /**
     * What was seen of one product and one kind of cut.
     *
     * @param took from the last commit in the API server's log until the leader stopped
     * @param going how many had not stopped when nobody waited any longer
     * @param unsure how much longer one may have led at most, for want of asking
     */
    record Seen(Product product, Line.Cut cut, Figures took, int going, Duration unsure) {
        /** In seconds; infinite when fewer have stopped. */
        double percentile(int percent) {
            return took.percentile(percent, going) / 1e3;
        }
    }

    private record Leader(Product product, Line.Cut cut, Line line, Contestant contestant, String lease) {}

    List<Seen> measure(int each) throws InterruptedException {
        List<Leader> leaders = new ArrayList<>();
        try {
            for (int i = 0; i < each; i++) {
                for (Line.Cut cut : Line.Cut.values()) {
                    for (Product product : Product.values()) {
                        leaders.add(leader(product, cut, leaders.size()));
                    }
                }
            }
            ask(leaders, JOIN, leaders.size());
            for (Leader leader : leaders) { // at different moments between two renewals
                long pause = ThreadLocalRandom.current().nextLong(lease.toMillis() / leaders.size());
                ask(leaders, Duration.ofMillis(pause), NEVER);
                leader.line().cut(leader.cut());
            }
            ask(leaders, atMost, 0);
            return sum(leaders);
        } finally {
            leaders.forEach(leader -> leader.line().close());
            leaders.forEach(leader -> leader.contestant().close());
        }
    }

    private Leader leader(Product product, Line.Cut cut, int number) {
        String name =
                product.prefix("cut-" + cut.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1) + number;
        Line line = new Line(arena.api());
        Contestant.Entry entry = new Contestant.Entry(line, Arena.user(number), name, lease, 1);
        return new Leader(product, cut, line, product.enter(entry), name);
    }

    private List<Seen> sum(List<Leader> leaders) {
        List<Seen> seen = new ArrayList<>();
        for (Line.Cut cut : Line.Cut.values()) {
            for (Product product : Product.values()) {
                seen.add(seen(
                        product,
                        cut,
                        leaders.stream()
                                .filter(leader -> leader.cut() == cut && leader.product() == product)
                                .toList()));
            }
        }
        return seen;
    }

    private Seen seen(Product product, Line.Cut cut, List<Leader> leaders) {
        Figures took = new Figures(
                leaders.stream().map(this::took).flatMap(Optional::stream).toList());
        Duration unsure = leaders.stream()
                .map(leader -> leader.contestant().unsure())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Seen(product, cut, took, leaders.size() - took.count(), unsure);
    }

    private Optional<Duration> took(Leader leader) {
        List<RequestLog.Write> writes = arena.log().writesTo(leader.lease());
        return leader.contestant().ended().map(end -> Duration.between(lastCommit(writes, end), end));
    }

    private static Instant lastCommit(List<RequestLog.Write> writes, Instant before) {
        return writes.stream()
                .filter(RequestLog.Write::committed)
                .map(RequestLog.Write::at)
                .filter(before::isAfter)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Asks all of them whether they lead, again and again, until so many do or the time is over. */
    private static void ask(List<Leader> leaders, Duration atMost, long until) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (leading(leaders) != until && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static long leading(List<Leader> leaders) {
        return leaders.stream().filter(leader -> leader.contestant().leads()).count();
    }
}
