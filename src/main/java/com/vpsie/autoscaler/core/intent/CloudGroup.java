package com.vpsie.autoscaler.core.intent;

/**
 * A node group the cloud lists for a cluster.
 *
 * @param nodesCount machines the cloud counts in it
 */
public record CloudGroup(long id, String name, long sizeId, int cpu, int ramMb, int diskGb, int nodesCount) {
    boolean hasSizeOf(Machine machine) {
        return cpu > 0 && cpu == machine.cpu() && ramMb == machine.ramMb() && diskGb == machine.diskGb();
    }
}
