package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.List;

/**
 * 13. At the event that shows somebody else's record or no Lease the gate is closed; a renewal never creates; and where
 * a holder was seen or something is sealed, an absent Lease is created only after L.
 */
final class ClosedByWhatItSees extends Invariant {
    ClosedByWhatItSees(World world) {
        super(world, 13, "what shows that one does not lead closes the gate, and absence is waited out");
    }

    @Override
    void stepped(Replica by, Input input, Memory.Look shown, List<Effect> effects) {
        require(
                shown == Memory.Look.NOTHING_NEW || by.gate() == null,
                () -> by.name + " was shown " + shown + " and keeps its gate open after " + input);
    }

    @Override
    void committed(Commit commit) {
        if (commit.creates() && commit.writer().isPresent()) {
            Replica writer = commit.writer().get();
            require(writer.memory.created(commit.attempt()), () -> "a renewal by " + writer.name + " created a Lease");
        }
    }

    @Override
    void creates(Replica by) {
        long waited = by.clock().monotonic() - by.memory.absentSince().orElse(Long.MAX_VALUE);
        boolean unsure = by.memory.absentSince().isEmpty() && world.excuses.isRewound();
        require(
                by.memory.nobodyCanHaveLed()
                        || unsure
                        || waited >= world.scenario.timing().leaseDuration().toNanos(),
                () -> by.name + " creates a Lease after " + VirtualTime.seconds(waited));
    }
}
