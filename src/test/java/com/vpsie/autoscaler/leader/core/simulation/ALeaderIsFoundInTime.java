package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.GateState;
import java.util.Optional;

/**
 * 8. With a working API and a healthy replica a gate opens: after a crash within L and two tries, after a release within
 * a few ways over the line and the stagger; after everything that can have gone wrong within the sum of all waits.
 */
final class ALeaderIsFoundInTime extends Invariant {
    static final int NUMBER = 8;

    /** Longest duration that anybody else writes into the Lease, and longest Retry-After. */
    static final long LONGEST_FOREIGN = 20 * VirtualTime.SECOND;

    static final long LONGEST_RETRY_AFTER = 5 * VirtualTime.SECOND;
    private static final long NONE = Long.MAX_VALUE;

    private final ElectionTiming timing;
    private long until = NONE;
    private String after = "";
    private long since;
    private Optional<Replica> died = Optional.empty();

    ALeaderIsFoundInTime(World world) {
        super(world, NUMBER, "a leader is found in time");
        this.timing = world.scenario.timing();
    }

    void expectAfterMishaps() {
        long lease = timing.leaseDuration().toNanos();
        long drain = ElectionTiming.DRAIN_BOUND.toNanos();
        long standAside = lease;
        long believeALowerVersion = lease;
        long patience = Math.max(lease, LONGEST_FOREIGN);
        long silence = 2 * timing.renewInterval().toNanos();
        long budget = timing.rateWindow().toNanos();
        long tries =
                4 * timing.retryPeriod().toNanos() + 4 * timing.requestTimeout().toNanos() + LONGEST_RETRY_AFTER;
        expect(
                drain + standAside + believeALowerVersion + patience + silence + budget + tries + overTheLine(),
                world.time.now(),
                "everything is well again");
    }

    /** @param lastCommit of the one that died; what it has sent may still commit */
    void expectAfterCrash(Replica dead, long lastCommit) {
        died = Optional.of(dead);
        until = NONE;
        long tries = 2 * timing.retryPeriod().toNanos();
        expect(timing.leaseDuration().toNanos() + tries + overTheLine(), lastCommit, "its last commit the leader died");
    }

    /** Its work may hang: then the Lease runs out. */
    void expectAfterStop() {
        long tries = 2 * timing.retryPeriod().toNanos();
        long lease = timing.leaseDuration().toNanos();
        expect(
                ElectionTiming.DRAIN_BOUND.toNanos() + lease + tries + overTheLine(),
                world.time.now(),
                "the leader was told to stop");
    }

    private void expectAfterRelease() {
        expect(overTheLine(), world.time.now(), "it was given back");
    }

    /** The event, the stagger, the write and the floor there and back. */
    private long overTheLine() {
        return timing.stagger().toNanos() + 6 * Line.SLOWEST_WHEN_WELL;
    }

    private void expect(long local, long from, String what) {
        until = Math.min(until, from + (long) (local / (1 - World.RHO)));
        after = what;
        since = from;
    }

    @Override
    void committed(Commit commit) {
        if (died.isPresent() && died.equals(commit.writer())) {
            expectAfterCrash(died.get(), commit.at());
        } else if (commit.releases() && world.course.isHandOver()) {
            expectAfterRelease();
        }
    }

    @Override
    void opened(Replica by, long token, GateState state) {
        until = NONE;
        died = Optional.empty();
    }

    @Override
    void afterEvent() {
        require(
                world.time.now() <= until,
                () -> "nobody leads although " + after + " at " + VirtualTime.seconds(since)
                        + " and a gate was to open before " + VirtualTime.seconds(until));
    }
}
