package com.vpsie.autoscaler.leader.core.simulation;

import java.util.Optional;

/**
 * 2. A purchase starts before its term's end, and happens under a newer seal only if that term found it unsettled. What
 * was held up between the check and the bytes for longer than the check allows for is counted as surplus instead.
 */
final class EffectsStayWithinTheirTerm extends Invariant {
    EffectsStayWithinTheirTerm(World world) {
        super(world, 2, "effects stay within their term");
    }

    @Override
    void effectStarts(Replica by, boolean paused, boolean overtaken) {
        long since = by.jvm.machine.lived() - by.memory.lastCommittedLived();
        require(
                paused || since <= world.excuses.bound() || world.excuses.frozen(by),
                () -> by.name + " buys " + VirtualTime.seconds(since) + " after its last commit");
        require(
                !overtaken || paused || world.excuses.thirdParty() || world.excuses.frozen(by),
                () -> by.name + " buys while a newer term has sealed the group");
    }

    @Override
    void effectHappens(Cloud.Operation operation) {
        boolean excused = operation.stretched() || world.excuses.isRewound();
        if (!excused && world.group.read().token() > operation.token()) {
            Optional<Group.Intent> open = world.group.read().intent();
            String op = operation.intent().op();
            require(
                    open.filter(intent -> intent.op().equals(op)).isPresent() || world.foundUnsettled(op),
                    () -> op + " of " + operation.by().name + " happens under a newer seal that knew nothing of it");
        }
    }
}
