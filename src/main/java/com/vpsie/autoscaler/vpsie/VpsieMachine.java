package com.vpsie.autoscaler.vpsie;

import java.util.OptionalLong;

/**
 * A machine that VPSie lists for a cluster.
 *
 * @param identifier VPSie's own name for it, the handle of deletion; empty where VPSie gives none
 * @param hostname empty while unknown
 * @param ip empty while unknown
 * @param status VPSie's word, lower case, e.g. {@code provisioning}, {@code running}
 * @param controlPlane true for a master
 * @param groupId numeric group where VPSie tells it, else empty
 * @param cpu cores, 0 if not told
 * @param ramMb memory in MB, 0 if not told
 * @param diskGb disk in GB, 0 if not told
 */
public record VpsieMachine(
        String identifier,
        String hostname,
        String ip,
        String status,
        boolean controlPlane,
        OptionalLong groupId,
        int cpu,
        int ramMb,
        int diskGb) {}
