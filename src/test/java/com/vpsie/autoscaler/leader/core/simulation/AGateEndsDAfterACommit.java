package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.GateState;

/**
 * 6. A gate is open for at most D after the start of a write that truly committed, and a running elector ends its term
 * then.
 */
final class AGateEndsDAfterACommit extends Invariant {
    private static final long HALF_A_SECOND = VirtualTime.SECOND / 2;

    private final long deadline;
    private final long late;

    AGateEndsDAfterACommit(World world) {
        super(world, 6, "a gate ends D after the start of a committed write");
        this.deadline = world.scenario.timing().renewDeadline().toNanos();
        // by so much may the witnesses differ before they are said to disagree
        this.late = Math.max(HALF_A_SECOND, deadline / 20) + 20 * VirtualTime.MILLI;
    }

    @Override
    void opened(Replica by, long token, GateState state) {
        moved(by, state);
    }

    @Override
    void moved(Replica by, GateState state) {
        require(state.deadline() <= deadline, () -> by.name + " has a gate that ends later than D");
        ClockReading committed = by.memory.lastCommitted().orElse(null);
        require(
                committed != null && state.anchor().monotonicSince(committed) <= 0,
                () -> by.name + " counts from " + state.anchor() + ", but what committed began at " + committed);
    }

    @Override
    void afterEvent() {
        for (Replica replica : world.running()) {
            GateState gate = replica.gate();
            if (gate != null) {
                long since = replica.jvm.machine.lived() - replica.memory.lastCommittedLived();
                boolean inTime = since <= world.excuses.bound();
                require(
                        inTime || !replica.gateIsOpen() || world.excuses.frozen(replica),
                        () -> replica.name + " has an open gate " + VirtualTime.seconds(since)
                                + " after its last committed write began");
                if (!replica.jvm.standsStill()) {
                    ClockReading now = replica.clock();
                    require(
                            gate.suspect(now) || gate.remaining(now) > -late,
                            () -> replica.name + " should have ended its term "
                                    + VirtualTime.seconds(-gate.remaining(now)) + " ago");
                }
            }
        }
    }
}
