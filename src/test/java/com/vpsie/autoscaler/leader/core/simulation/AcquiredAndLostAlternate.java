package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.GateState;
import java.util.HashSet;
import java.util.Set;

/** 7. Lost follows Acquired, its gate closed, and comes before the Lease is given back; after the end nothing comes. */
final class AcquiredAndLostAlternate extends Invariant {
    private final Set<Replica> leading = new HashSet<>();

    AcquiredAndLostAlternate(World world) {
        super(world, 7, "Acquired and Lost alternate, and a gate is closed before Lost is told");
    }

    @Override
    void told(Replica by, ElectionEvent event) {
        if (event instanceof ElectionEvent.Acquired) {
            require(leading.add(by), () -> by.name + " acquired twice");
            require(by.gate() != null, () -> by.name + " acquired with a closed gate");
        } else if (event instanceof ElectionEvent.Lost) {
            require(leading.remove(by), () -> by.name + " lost what it had not acquired");
            require(by.gate() == null, () -> by.name + " lost with an open gate");
        }
    }

    @Override
    void moved(Replica by, GateState state) {
        require(by.gate() != null, () -> by.name + " moved a gate that was closed");
    }

    @Override
    void committed(Commit commit) {
        if (commit.releases()) {
            require(!leading.contains(commit.writer().orElseThrow()), () -> "given back before Lost was told");
        }
    }

    void afterTheEnd(Replica by, Effect effect) {
        require(false, () -> by.name + " has stopped, and then " + effect);
    }
}
