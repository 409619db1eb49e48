package com.vpsie.autoscaler.leader.core.simulation;

import java.util.List;

/**
 * 12. At most one machine for each intent; and what is in nobody's books was held up for longer than anybody reckons
 * with, or is an operation that is still open, or was in books that a restored backup lost.
 */
final class TheSurplusIsBounded extends Invariant {
    TheSurplusIsBounded(World world) {
        super(world, 12, "the surplus is bounded by the operations that were held up");
    }

    @Override
    void ended() {
        Group.State books = world.group.read();
        List<Cloud.Operation> rest = world.cloud.unclaimed(books.claims()).stream()
                .filter(operation -> !operation.stretched())
                .filter(operation -> books.intent()
                        .filter(open -> open.op().equals(operation.intent().op()))
                        .isEmpty())
                .toList();
        long heldUp = world.cloud.stretched();
        require(
                world.excuses.isRewound() || rest.size() <= heldUp,
                () -> rest.size() + " machines in nobody's books, but only " + heldUp + " operations were held up: "
                        + rest);
    }

    @Override
    void effectHappens(Cloud.Operation operation) {
        require(
                world.cloud.times(operation.intent().op()) == 0,
                () -> operation.intent().op() + " was carried out twice");
    }
}
