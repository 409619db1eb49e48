package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Identity;
import com.vpsie.autoscaler.leader.core.LeaseRecord;

/**
 * 4. A Lease is taken when it is free, when it is one's own, when its holder was an earlier process of the same
 * container, or when its holder was silent for the duration that it wrote.
 */
final class TakenOverOnlyWhenFree extends Invariant {
    /** Somebody else wrote the duration that the Lease says; its holder has not written since. */
    private boolean edited;

    TakenOverOnlyWhenFree(World world) {
        super(world, 4, "a Lease is taken only when it is free or its holder was silent");
    }

    @Override
    void committed(Commit commit) {
        judge(commit);
        boolean another = commit.after().durationSeconds() != commit.before().durationSeconds();
        edited = commit.writer().isEmpty() && (edited || another);
    }

    private void judge(Commit commit) {
        LeaseRecord before = commit.before();
        if (commit.writer().isEmpty() || commit.releases() || before.free() || world.excuses.isRewound()) {
            return;
        }
        Replica writer = commit.writer().get();
        if (writer.memory.holdsBy(before)) {
            return;
        }
        if (Identity.parse(writer.jvm.identity).succeeds(Identity.parse(before.holder()))) {
            require(!world.lives(before.holder()), () -> writer.name + " succeeds a process that lives");
            return;
        }
        long silent = commit.at() - commit.standsSince();
        long patience = (long) (duration(before) / (1 + World.RHO));
        require(
                silent >= patience,
                () -> "%s took it from %s after %s, not %s"
                        .formatted(
                                writer.name,
                                before.holder(),
                                VirtualTime.seconds(silent),
                                VirtualTime.seconds(patience)));
    }

    /**
     * Of one of ours, L, whatever it wrote; of anybody else what the record says. So too where somebody else wrote that
     * over one of ours: a hand edit, which the claim leaves out, lasts until the holder writes again, and a dead one
     * never does.
     */
    private long duration(LeaseRecord record) {
        boolean ours = world.isOurs(record.holder()) && !edited && !world.excuses.thirdParty();
        return ours || record.durationSeconds() == 0
                ? world.scenario.timing().leaseDuration().toNanos()
                : record.durationSeconds() * VirtualTime.SECOND;
    }
}
