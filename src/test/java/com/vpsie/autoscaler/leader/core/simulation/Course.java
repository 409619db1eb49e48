package com.vpsie.autoscaler.leader.core.simulation;

import java.util.Set;

/**
 * The course of a history: mishaps, then everything is well and a leader must be found, then that leader dies, then the
 * next one is stopped in order.
 */
final class Course {
    private static final int ENOUGH = 3;

    private enum Stage {
        MISHAPS,
        RECOVERY,
        CRASH,
        HAND_OVER,
        OVER
    }

    private final World world;
    private final Fleet fleet;
    private final Mischief mischief;
    private Stage stage = Stage.MISHAPS;

    Course(World world) {
        this.world = world;
        this.fleet = new Fleet(world);
        this.mischief = new Mischief(world, fleet);
    }

    void begin() {
        world.scenario.pods().forEach(pod -> world.time.after(pod.startsAt(), () -> fleet.start(pod)));
        world.scenario.faults().forEach(fault -> world.time.after(fault.at(), () -> mischief.happen(fault)));
        world.time.after(world.scenario.length() + 3 * VirtualTime.SECOND, this::calm);
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    /** How many faults found somebody to happen to. */
    int faults() {
        return mischief.happened();
    }

    /** Which kinds of them. */
    Set<Fault.Kind> kinds() {
        return mischief.kinds();
    }

    boolean isHandOver() {
        return stage == Stage.HAND_OVER;
    }

    private void calm() {
        world.tell(() -> "everything is well again");
        stage = Stage.RECOVERY;
        mischief.end();
        fleet.fromNowOnWell();
        long racing = world.running().stream()
                .filter(Replica::races)
                .map(replica -> replica.jvm)
                .distinct()
                .count();
        for (long i = racing; i < ENOUGH; i++) {
            fleet.another();
        }
        world.invariants.liveness().expectAfterMishaps();
        whenSettled(noticed(), this::crash);
    }

    /** So long it takes every follower to notice that its watch is dead or that the store went back. */
    private long noticed() {
        long silence = 2 * world.scenario.timing().renewInterval().toNanos();
        return world.excuses.isRewound()
                ? 2 * silence + world.scenario.timing().leaseDuration().toNanos()
                : silence;
    }

    /** Somebody leads, after a time that also pays back what followers have spent of their request bound. */
    private void whenSettled(long quiet, Runnable next) {
        long budget = world.scenario.timing().rateWindow().toNanos();
        world.time.after(quiet + budget, () -> {
            if (world.leader().isPresent()) {
                next.run();
            } else {
                whenSettled(0, next);
            }
        });
    }

    private void crash() {
        stage = Stage.CRASH;
        Replica leader = world.leader().orElseThrow();
        world.tell(() -> leader.name + " dies while all is well");
        world.invariants.liveness().expectAfterCrash(leader, world.kube.changedAt());
        leader.jvm.crash();
        whenSettled(0, this::handOver);
    }

    private void handOver() {
        stage = Stage.HAND_OVER;
        Replica leader = world.leader().orElseThrow();
        world.tell(() -> leader.name + " is stopped while all is well");
        world.invariants.liveness().expectAfterStop();
        leader.stop();
        untilAnotherLeads(leader);
    }

    private void untilAnotherLeads(Replica before) {
        world.time.after(VirtualTime.SECOND, () -> {
            if (world.leader().filter(leader -> !leader.equals(before)).isPresent()) {
                stage = Stage.OVER;
            } else {
                untilAnotherLeads(before);
            }
        });
    }
}
