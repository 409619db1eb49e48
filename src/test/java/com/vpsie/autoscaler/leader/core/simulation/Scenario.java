package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.TimingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything of a history that is drawn before it begins. Equal scenarios give equal histories, and each part has its
 * own source of chance, so that the rest goes on much as before when one is left out.
 *
 * @param length when the mishaps are over
 */
record Scenario(long seed, ElectionTiming timing, Before before, List<Pod> pods, List<Fault> faults, long length) {
    private static final int[] LEASE_SECONDS = {15, 15, 6, 30};
    private static final long DAY = 86_400 * VirtualTime.SECOND;

    /** What was there before the first replica. */
    enum Before {
        NOTHING,
        A_FREE_LEASE,
        A_DEAD_HOLDER,
        A_SEAL_WITHOUT_LEASE
    }

    /**
     * A replica that is there from the beginning.
     *
     * @param rate of its clocks
     * @param knowsUid the pod's UID is known to it
     * @param server which of the API servers it watches
     */
    record Pod(
            int index, long startsAt, double rate, long wallOffset, boolean knowsBoot, boolean knowsUid, int server) {
        static Pod drawn(int index, long startsAt, SplittableRandom random) {
            double skew = random.nextInt(3) > 0 ? random.nextInt(3) - 1 : random.nextDouble(-1, 1);
            return new Pod(
                    index,
                    startsAt,
                    1 + skew * World.RHO,
                    random.nextInt(3) > 0 ? random.nextLong(-3 * DAY, 3 * DAY) : 0,
                    random.nextInt(4) > 0,
                    random.nextInt(4) > 0,
                    random.nextInt(2));
        }

        String name() {
            return "r" + index;
        }
    }

    static Scenario drawn(long seed) {
        SplittableRandom random = chance(seed, 0);
        long lease = LEASE_SECONDS[random.nextInt(LEASE_SECONDS.length)] * VirtualTime.SECOND;
        int replicas = random.nextInt(3) > 0 ? 1 + random.nextInt(4) : 1 + random.nextInt(9);
        long length = lease * 3 / 2 + random.nextLong(lease);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            pods.add(Pod.drawn(i, random.nextLong(3 * VirtualTime.SECOND), random));
        }
        List<Fault> faults = new ArrayList<>();
        int count = 3 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            faults.add(fault(i, lease, length, random));
        }
        Before before = Before.values()[random.nextInt(Before.values().length)];
        return new Scenario(seed, timing(lease, replicas, random), before, pods, faults, length);
    }

    private static Fault fault(int index, long lease, long length, SplittableRandom random) {
        long at = random.nextLong(length);
        Fault.Kind kind = Fault.Kind.drawn(random.nextInt(Fault.Kind.weights()));
        int victim = random.nextInt(3) > 0 ? Fault.LEADER : random.nextInt(9);
        long lasts = random.nextInt(3) > 0 ? random.nextLong(2 * lease) : random.nextLong(lease / 5);
        return new Fault(index, at, kind, victim, Math.min(lasts, length - at), random.nextInt(100));
    }

    /** The default, or the smallest margin that the rules allow. */
    private static ElectionTiming timing(long lease, int replicas, SplittableRandom random) {
        Duration l = Duration.ofNanos(lease);
        Duration d = random.nextBoolean()
                ? l.multipliedBy(9).dividedBy(10)
                : l.multipliedBy(2).dividedBy(3);
        TimingRules.Given given = new TimingRules.Given(l, d, null, null, null, random.nextBoolean() ? replicas : null);
        return ((Checked.Valid<ElectionTiming>) TimingRules.derive(given)).value();
    }

    /** A source of chance of its own for each part. */
    static SplittableRandom chance(long seed, int part) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + part * 0xD1B54A32D192ED03L);
    }

    SplittableRandom chance(int part) {
        return chance(seed, part);
    }

    // ---- a part of it

    Scenario without(Fault fault) {
        return keep(p -> true, f -> f.index() != fault.index());
    }

    Scenario without(Pod pod) {
        return keep(p -> p.index() != pod.index(), f -> true);
    }

    /** @param names of pods and faults, as {@link #names} gives them */
    Scenario only(Set<String> names) {
        return keep(p -> names.contains(p.name()), f -> names.contains(f.name()));
    }

    private Scenario keep(Predicate<Pod> pod, Predicate<Fault> fault) {
        return new Scenario(
                seed,
                timing,
                before,
                pods.stream().filter(pod).toList(),
                faults.stream().filter(fault).toList(),
                length);
    }

    String names() {
        return Stream.concat(pods.stream().map(Pod::name), faults.stream().map(Fault::name))
                .collect(Collectors.joining(","));
    }

    /** For people, a line for each part. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("L %s, D %s, %d expected; before: %s"
                .formatted(timing.leaseDuration(), timing.renewDeadline(), timing.expectedReplicas(), before));
        pods.forEach(pod -> lines.add("%-3s at %s  clocks %s at rate %.3f, wall %+d s"
                .formatted(
                        pod.name(),
                        VirtualTime.seconds(pod.startsAt()),
                        pod.knowsBoot() ? "three" : "two",
                        pod.rate(),
                        pod.wallOffset() / VirtualTime.SECOND)));
        faults.forEach(fault -> lines.add(fault.toString()));
        return lines;
    }
}
