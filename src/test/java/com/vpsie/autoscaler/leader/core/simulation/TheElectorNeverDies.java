package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.List;

/** 11. No input makes it throw, and after each it has asked to be woken again, until it has stopped. */
final class TheElectorNeverDies extends Invariant {
    TheElectorNeverDies(World world) {
        super(world, 11, "the elector never dies");
    }

    void died(Replica by, Input input, RuntimeException why) {
        require(false, () -> by.name + " threw " + why + " for " + input);
    }

    @Override
    void stepped(Replica by, Input input, Memory.Look shown, List<Effect> effects) {
        require(!by.runs() || wakes(effects), () -> by.name + " will never wake after " + input);
    }

    private static boolean wakes(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.ArmTimer) {
                return true;
            }
        }
        return false;
    }
}
