package com.vpsie.autoscaler.leader.core.simulation;

/**
 * 5. Who gives a Lease back holds it by its own record, has closed its gate and has nothing running; and gives it back
 * indeed. (That nobody else's live record is touched otherwise, is 4.)
 */
final class ReleasedByItsHolderAtRest extends Invariant {
    ReleasedByItsHolderAtRest(World world) {
        super(world, 5, "a Lease is given back by its holder, at rest");
    }

    @Override
    void committed(Commit commit) {
        if (!commit.releases()) {
            return;
        }
        Replica writer = commit.writer().orElseThrow();
        require(
                writer.memory.holdsBy(commit.before()) || world.excuses.isRewound(),
                () -> writer.name + " gave back what is held by "
                        + commit.before().holder());
        require(!writer.gateIsOpen(), () -> writer.name + " gave it back with an open gate");
        require(!writer.worker().acting(), () -> writer.name + " gave it back while its work was running");
    }
}
