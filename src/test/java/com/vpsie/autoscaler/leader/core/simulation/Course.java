package com.vpsie.autoscaler.leader.core.simulation;

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
        whenSettled(this::crash);
    }

    /** Somebody leads, and every follower has had time to notice that its watch is dead or that the store went back. */
    private void whenSettled(Runnable next) {
        long silence = 2 * world.scenario.timing().renewInterval().toNanos();
        long budget = world.scenario.timing().rateWindow().toNanos();
        long belief = world.excuses.isRewound()
                ? silence + world.scenario.timing().leaseDuration().toNanos()
                : 0;
        world.time.after(silence + budget + belief, () -> {
            if (world.leader().isPresent()) {
                next.run();
            } else {
                whenSettled(next);
            }
        });
    }

    private void crash() {
        stage = Stage.CRASH;
        Replica leader = world.leader().orElseThrow();
        world.tell(() -> leader.name + " dies while all is well");
        world.invariants.liveness().expectAfterCrash(leader, world.kube.changedAt());
        leader.jvm.crash();
        whenSettled(this::handOver);
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
