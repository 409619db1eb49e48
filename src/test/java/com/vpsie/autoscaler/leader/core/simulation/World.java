package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.Identity;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One history from one seed. Breaks the run with an {@link AssertionError} that names the seed when an invariant does
 * not hold.
 */
final class World {
    static final double RHO = 0.05;
    private static final long SECOND = 1_000_000_000L;

    final long seed;
    final SplittableRandom random;
    final VirtualTime time = new VirtualTime();
    final LeaseStore store = new LeaseStore();
    final ElectionTiming timing;
    final List<Replica> replicas = new ArrayList<>();
    private final BiFunction<World, String, ElectionRules> rules;
    private final Map<String, Long> lastCommit = new HashMap<>();
    private final StringBuilder story = new StringBuilder();
    Weather weather;
    private boolean thirdParty;
    private long sealed;
    private @Nullable LeaseRecord backup;
    private boolean restored;
    private long sealedByTerms;
    private long lastToken;
    private int marks;
    int holders;
    int faults;
    int events;
    private String lastHolder = "";

    World(long seed, ElectionTiming timing, BiFunction<World, String, ElectionRules> rules) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.timing = timing;
        this.rules = rules;
        this.weather = Weather.draw(random);
    }

    World(long seed, ElectionTiming timing) {
        this(seed, timing, (world, identity) -> new ElectionRules(world.timing, identity, world.random.split()));
    }

    // ---- the course of a history

    void play(int count, Duration length, boolean withThirdParty) {
        for (int i = 0; i < count; i++) {
            time.after(upTo(Duration.ofSeconds(3)), () -> start("pod-" + random.nextInt(1_000_000)));
        }
        int mishaps = 3 + random.nextInt(8);
        for (int i = 0; i < mishaps; i++) {
            time.after(upTo(length), withThirdParty && random.nextInt(4) == 0 ? this::meddle : this::mishap);
        }
        events += time.runUntil(length.toNanos(), this::invariants);
        calm();
        events += time.runUntil(time.now() + timing.leaseDuration().toNanos() * 4 + 40 * SECOND, this::invariants);
        boolean anyone = replicas.stream().anyMatch(r -> r.running() && !r.drainingWork());
        long open = replicas.stream().filter(Replica::gateOpen).count();
        check(!anyone || open == 1, "with everything well again there are " + open + " leaders");
        store.lease()
                .ifPresent(lease -> check(
                        lease.carried().equals(LeaseStore.UNKNOWN), "what the election does not know was not kept"));
    }

    private void start(String pod) {
        double rate = 1 + (random.nextDouble() * 2 - 1) * RHO;
        long day = 86_400 * SECOND;
        Machine machine =
                new Machine(time, rate, random.nextLong(day), random.nextLong(-day, day), random.nextInt(4) > 0);
        String identity =
                Identity.of(pod, "uid-of-" + pod, "controller", "m" + ++marks).text();
        replicas.add(new Replica(this, machine, pod, identity, name -> rules.apply(this, name)));
        tell("start " + identity);
    }

    private void mishap() {
        List<Replica> running = replicas.stream().filter(Replica::running).toList();
        if (running.isEmpty()) {
            return;
        }
        faults++;
        Replica victim = random.nextInt(3) > 0
                ? running.stream().filter(Replica::gateOpen).findFirst().orElse(running.get(0))
                : running.get(random.nextInt(running.size()));
        long lease = timing.leaseDuration().toNanos();
        int kind = random.nextInt(10);
        tell("mishap " + kind + " for " + victim.identity);
        switch (kind) {
            case 0 -> victim.pause(random.nextLong(lease * 2), false);
            case 1 -> victim.pause(random.nextLong(lease * 2), true);
            case 2 -> {
                victim.crash();
                String pod = random.nextBoolean() ? victim.pod : "pod-" + random.nextInt(1_000_000);
                time.after(upTo(Duration.ofSeconds(5)), () -> start(pod));
            }
            case 3 -> {
                victim.stopping = true;
                victim.give(new Input.Stop());
                time.after(upTo(Duration.ofSeconds(40)), () -> start("pod-" + random.nextInt(1_000_000)));
            }
            case 4 -> victim.give(new Input.StepDown("asked", false));
            case 5, 6 -> {
                victim.cutOff(true);
                time.after(random.nextLong(lease * 2), () -> victim.cutOff(false));
            }
            case 7 -> victim.machine.stepWall(random.nextLong(-3600 * SECOND, 3600 * SECOND));
            case 8 -> {
                store.annotate();
                replicas.forEach(Replica::endWatch);
            }
            default -> {
                victim.give(new Input.RenewNow());
                if (random.nextBoolean()) {
                    sealed += random.nextInt(100); // somebody ran beside us with election switched off
                }
                victim.give(new Input.Fenced(sealed));
            }
        }
    }

    /** What nobody but the holder should do; the gates may overlap then, by at most D. */
    private void meddle() {
        faults++;
        thirdParty = true;
        if (backup != null && random.nextBoolean()) {
            tell("the store is restored from a backup, at version " + backup.version());
            store.rewind(backup);
            backup = null;
            restored = true;
            replicas.forEach(Replica::endWatch);
        } else {
            tell("the Lease is deleted");
            store.delete();
        }
    }

    private void calm() {
        tell("calm");
        weather = Weather.CALM;
        replicas.forEach(r -> r.cutOff(false));
        replicas.forEach(r -> {
            if (random.nextBoolean()) {
                r.endWatch();
            }
        });
    }

    // ---- the store, and what may be written to it

    Outcome create(Replica writer, LeaseRecord record) {
        Outcome outcome = store.create(record);
        if (outcome instanceof Outcome.Ok ok) {
            committed(ok.record());
        }
        return outcome;
    }

    Outcome put(Replica writer, LeaseRecord record) {
        LeaseRecord before = store.lease().orElse(LeaseRecord.NONE);
        Outcome outcome = store.put(record);
        if (outcome instanceof Outcome.Ok ok && ok.record().version() != before.version()) {
            boolean own = before.holder().equals(writer.identity);
            if (ok.record().free()) {
                check(own, "released somebody else's record: " + before.holder() + " by " + writer.identity);
                check(!writer.drainingWork(), "released before the drain was over: " + writer.identity);
            } else if (!own && !before.free() && !sameContainer(before, writer) && !restored) {
                // a restored version may be one that somebody has waited for already
                long patience = (long) (before.durationSeconds() * SECOND / (1 + RHO));
                long silent = time.now() - lastCommit.getOrDefault(before.holder(), 0L);
                check(silent >= patience, writer.identity + " took over after only " + silent / 1e9 + " s");
            }
            committed(ok.record());
        }
        return outcome;
    }

    private static boolean sameContainer(LeaseRecord before, Replica writer) {
        return Identity.parse(writer.identity).succeeds(Identity.parse(before.holder()));
    }

    private void committed(LeaseRecord record) {
        if (backup == null) {
            backup = record;
        }
        lastCommit.put(record.holder(), time.now());
        if (!record.free() && !record.holder().equals(lastHolder)) {
            lastHolder = record.holder();
            holders++;
            tell("holder " + lastHolder + " at " + record.version());
        }
    }

    void seal(long token) {
        sealed = Math.max(sealed, token);
        sealedByTerms = Math.max(sealedByTerms, token);
    }

    long sealed() {
        return sealed;
    }

    void opened(Replica by, long token, long floor) {
        tell("open " + by.identity + " token " + token);
        check(token > floor, "token " + token + " is not above the seal " + floor);
        check(token > sealedByTerms, "token " + token + " is not above an earlier term's seal " + sealedByTerms);
        check(thirdParty || token >= lastToken, "token " + token + " after " + lastToken);
        lastToken = token;
    }

    private void invariants() {
        long open = replicas.stream().filter(Replica::gateOpen).count();
        check(open <= 1 || thirdParty, open + " gates are open");
    }

    // ---- chance

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    long upTo(Duration longest) {
        return random.nextLong(longest.toNanos() + 1);
    }

    /** Mostly a few milliseconds, now and then more. */
    long latency() {
        long usual = 1_000_000L + random.nextLong(8_000_000L);
        return random.nextInt(50) == 0 ? usual * 100 : usual;
    }

    long drainTime() {
        return random.nextInt(20) == 0 ? 25 * SECOND : upTo(Duration.ofSeconds(3));
    }

    Outcome error() {
        return switch (random.nextInt(6)) {
            case 0 -> new Outcome.Forbidden("403", "forbidden");
            case 1 -> new Outcome.Throttled(Duration.ofMillis(random.nextInt(3000)));
            case 2 -> new Outcome.Unparsable("half an answer");
            case 3 -> new Outcome.NoAnswer("reset");
            case 4 -> new Outcome.Refused("422", "invalid");
            default -> new Outcome.ServerError("503", "unavailable");
        };
    }

    // ---- judgement

    void tell(String what) {
        story.append("%10.3f  %s%n".formatted(time.now() / 1e9, what));
    }

    void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("seed " + seed + " at " + time.now() / 1e9 + " s: " + otherwise + "\n" + story);
        }
    }
}
