package com.vpsie.autoscaler.leader.core.simulation;

import java.util.ArrayList;
import java.util.List;

/** 1. Where the claim leaves it open, they are open together for no longer than D. */
final class TwoGatesAreNeverOpen extends Invariant {
    private static final long NEVER = -1;

    private long together = NEVER;

    TwoGatesAreNeverOpen(World world) {
        super(world, 1, "two gates are never open at one instant");
    }

    @Override
    void afterEvent() {
        Replica first = null;
        List<Replica> more = List.of();
        for (Replica replica : world.running()) {
            if (replica.gate() != null && replica.gateIsOpen()) {
                if (first == null) {
                    first = replica;
                } else {
                    more = more.isEmpty() ? new ArrayList<>(List.of(first, replica)) : more;
                }
            }
        }
        if (more.isEmpty()) {
            together = NEVER;
            return;
        }
        List<Replica> open = more;
        boolean excused = world.excuses.thirdParty() || open.stream().anyMatch(world.excuses::frozen);
        require(excused, () -> "open are those of " + names(open));
        together = together == NEVER ? world.time.now() : together;
        require(
                world.time.now() - together <= world.excuses.bound(),
                () -> names(open) + ", excused, yet longer than D, since " + VirtualTime.seconds(together));
    }

    private static String names(List<Replica> open) {
        return String.join(" and ", open.stream().map(r -> r.name).toList());
    }
}
