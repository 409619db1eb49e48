package com.vpsie.autoscaler.vpsie;

/**
 * A node group at VPSie.
 *
 * @param id numeric id, used by the create call
 * @param name equals the NodeGroup's name
 * @param sizeId VPSie's box size, the NodeGroup's {@code kubeSizeID}
 * @param nodesCount machines VPSie counts in it
 */
public record VpsieGroup(
        long id, String name, String identifier, long sizeId, int cpu, int ramMb, int diskGb, int nodesCount) {}
