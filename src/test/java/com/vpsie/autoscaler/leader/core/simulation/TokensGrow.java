package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.GateState;

/**
 * 3. A token is above every seal in the store as it stands when its term begins, also after the Lease was deleted, the
 * store restored or a replica ran with election switched off; and never below a token before it, unless the store went
 * back, or it begins on a machine that was frozen since its acquisition: no witness tells it that its time is over, so it
 * overlaps with a later term, as the claim concedes, and the seal of that one refuses it.
 */
final class TokensGrow extends Invariant {
    private long last;
    private boolean rewound;

    TokensGrow(World world) {
        super(world, 3, "tokens grow");
    }

    @Override
    void opened(Replica by, long token, GateState state) {
        long floor = by.memory.floor();
        require(token > floor, () -> by.name + " leads with " + token + ", not above the seal " + floor);
        require(
                by.memory.floorReadAt() >= by.memory.acquiredAt(),
                () -> by.name + " read the floor before it held the Lease");
        if (world.excuses.isRewound() && !rewound) {
            rewound = true;
            last = 0;
        }
        long before = last;
        require(
                rewound || world.excuses.thirdParty() || world.excuses.frozen(by) || token >= before,
                () -> by.name + " leads with " + token + " after " + before);
        last = Math.max(before, token);
    }
}
