package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.LeaseRecord;

/**
 * What the claim leaves out, by name: a Lease that somebody but its holder cleared, edited, deleted or rewound, and a
 * machine whose witnesses of time all stood still. Then gates may overlap, for no longer than D.
 */
final class Excuses {
    private final World world;
    private long interferedAt = Long.MIN_VALUE / 2;
    private boolean rewound;

    Excuses(World world) {
        this.world = world;
    }

    /** D in real time by the slowest clock. */
    long bound() {
        return (long) (world.scenario.timing().renewDeadline().toNanos() / (1 - World.RHO)) + VirtualTime.MILLI;
    }

    /** Somebody touched the Lease who should not. */
    void interfered() {
        interferedAt = world.time.now();
    }

    /** Versions are given out a second time from now on. */
    void rewound() {
        rewound = true;
    }

    boolean isRewound() {
        return rewound;
    }

    /** A write by none of our electors: did it take the Lease from one of ours before its time? */
    void look(Commit commit) {
        LeaseRecord before = commit.before();
        boolean ours = world.isOurs(before.holder());
        boolean took = !commit.after().holder().equals(before.holder())
                || commit.after().durationSeconds() < before.durationSeconds();
        long patience = (long) (world.scenario.timing().leaseDuration().toNanos() / (1 + World.RHO));
        if (commit.writer().isEmpty() && ours && took && commit.at() - commit.standsSince() < patience) {
            interfered();
        }
    }

    /** A term that was held before it may meet one that began after it. */
    boolean thirdParty() {
        return rewound || world.time.now() - interferedAt <= 2 * bound();
    }

    /** It knows nothing of the time its machine was frozen. */
    boolean frozen(Replica replica) {
        return world.time.now() - replica.jvm.machine.thawedAt() <= bound()
                && replica.jvm.machine.thawedAt() > Long.MIN_VALUE;
    }
}
