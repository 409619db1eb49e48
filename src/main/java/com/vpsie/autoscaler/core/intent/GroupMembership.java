package com.vpsie.autoscaler.core.intent;

import java.util.List;

/**
 * Which group a listed machine belongs to. The cloud's list of machines may not tell; then the size decides, since the
 * cloud allows one group for each size of a cluster. What is not certain is {@link Belongs#UNKNOWN}, and such a machine
 * is never claimed.
 */
public final class GroupMembership {
    /** The verdict about one machine and one group. */
    public enum Belongs {
        YES,
        NO,
        UNKNOWN
    }

    private GroupMembership() {}

    /**
     * Whether a machine belongs to a group.
     *
     * @param groups every group of the cluster
     */
    public static Belongs of(Machine machine, long groupId, List<CloudGroup> groups) {
        if (machine.controlPlane()) {
            return Belongs.NO;
        }
        if (machine.groupId().isPresent()) {
            return machine.groupId().getAsLong() == groupId ? Belongs.YES : Belongs.NO;
        }
        if (machine.cpu() <= 0) {
            return Belongs.UNKNOWN;
        }
        List<CloudGroup> sameSize =
                groups.stream().filter(group -> group.hasSizeOf(machine)).toList();
        if (sameSize.size() == 1) {
            return sameSize.get(0).id() == groupId ? Belongs.YES : Belongs.NO;
        }
        return Belongs.UNKNOWN;
    }
}
