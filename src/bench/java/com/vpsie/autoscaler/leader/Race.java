package com.vpsie.autoscaler.leader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Some electors of one product race for one Lease; whoever leads is made to go, again and again, and is replaced once
 * another leads. Of one thread.
 */
final class Race implements AutoCloseable {
    private static final Duration JOIN = Duration.ofSeconds(60);
    private static final Duration LOGGED = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 2;

    private final Arena arena;
    private final Setting setting;
    private final String lease;
    private final List<Contestant> contestants = new ArrayList<>();
    private final Map<Contestant, Line> lines = new HashMap<>();

    /** How a leader goes. */
    enum Departure {
        /** It gives up in order. */
        GRACEFUL,
        /** Its network is cut and nothing of it is heard again. */
        CRASH
    }

    /** @param firstUser number of the first elector's user */
    record Setting(
            Product product, String lease, int firstUser, int electors, Duration leaseDuration, Departure departure) {}

    Race(Arena arena, Setting setting) {
        this.arena = arena;
        this.setting = setting;
        this.lease = setting.lease();
        for (int i = 0; i < setting.electors(); i++) {
            join(Arena.user(setting.firstUser() + i));
        }
    }

    private void join(String user) {
        boolean cut = setting.departure() == Departure.CRASH;
        Optional<Line> line = cut ? Optional.of(new Line(arena.api())) : Optional.empty();
        Contestant contestant = setting.product()
                .enter(new Contestant.Entry(
                        line.isPresent() ? line.get() : arena.api(),
                        user,
                        lease,
                        setting.leaseDuration(),
                        setting.electors()));
        line.ifPresent(own -> lines.put(contestant, own));
        contestants.add(contestant);
    }

    /**
     * Waits until one leads and all others know it.
     *
     * @throws IllegalStateException when that takes longer than a minute
     */
    Contestant settle() throws InterruptedException {
        return await(JOIN, () -> contestants.stream().allMatch(Contestant::follows) ? leader() : Optional.empty())
                .orElseThrow(() -> new IllegalStateException("no leader of " + lease + " within " + JOIN));
    }

    private Optional<Contestant> leader() {
        return contestants.stream().filter(Contestant::leads).findFirst();
    }

    /**
     * Makes the leader go at a random moment and waits for the next.
     *
     * @return from the leader's last commit, after a crash from the end of its Lease, until the next was told that it
     *     leads; empty when nobody was within a lease duration and ten seconds more
     * @throws IllegalStateException see {@link #settle}
     */
    Optional<Duration> handOver() throws InterruptedException {
        Contestant old = settle();
        long retry = setting.leaseDuration().toMillis() * 2 / 15;
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(retry + 1));
        Instant gone = Instant.now();
        CompletableFuture<?> leaving = depart(old);
        contestants.remove(old);
        Duration patience = setting.leaseDuration().plusSeconds(10);
        Optional<Contestant> next = await(patience, () -> successorSince(gone));
        Optional<Duration> took = next.isPresent() ? Optional.of(between(old, next.get())) : Optional.empty();
        leaving.orTimeout(JOIN.toSeconds(), TimeUnit.SECONDS).join();
        end(old);
        join(old.user());
        return took;
    }

    private CompletableFuture<?> depart(Contestant old) {
        if (setting.departure() == Departure.GRACEFUL) {
            return CompletableFuture.runAsync(old::leave);
        }
        Line line = lines.get(old);
        if (line == null) {
            throw new IllegalStateException("no line to cut");
        }
        line.cut(Line.Cut.HUNG);
        return CompletableFuture.completedFuture(null);
    }

    private Optional<Contestant> successorSince(Instant gone) {
        return contestants.stream()
                .filter(one -> one.began().filter(gone::isBefore).isPresent())
                .findFirst();
    }

    /** By the API server's log, which may be a little behind. */
    private Duration between(Contestant old, Contestant next) throws InterruptedException {
        Instant began = next.began().orElseThrow();
        Instant committed = await(LOGGED, () -> lastCommitBefore(next.user(), old.user()))
                .orElseThrow(() -> new IllegalStateException("the log does not show who took " + lease));
        Instant free = setting.departure() == Departure.CRASH ? committed.plus(setting.leaseDuration()) : committed;
        return Duration.between(free, began);
    }

    /** The old leader's last commit, once the log shows that another has taken the Lease after it. */
    private Optional<Instant> lastCommitBefore(String next, String old) {
        Instant last = Instant.MIN;
        boolean taken = false;
        for (RequestLog.Write write : arena.log().writesTo(lease)) {
            if (write.committed() && write.user().equals(old)) {
                last = write.at();
                taken = false;
            } else if (write.committed() && write.user().equals(next)) {
                taken = true;
            }
        }
        return taken && last.isAfter(Instant.MIN) ? Optional.of(last) : Optional.empty();
    }

    /** Writes that were refused because another had come first. */
    long conflicts() {
        return arena.log().writesTo(lease).stream()
                .filter(RequestLog.Write::conflict)
                .count();
    }

    private static <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> what) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<T> found = what.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            found = what.get();
        }
        return found;
    }

    private void end(Contestant contestant) {
        Line line = lines.remove(contestant);
        if (line != null) {
            line.close();
        }
        contestant.close();
    }

    @Override
    public void close() {
        contestants.forEach(this::end);
    }
}
