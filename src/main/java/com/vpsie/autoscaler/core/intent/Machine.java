package com.vpsie.autoscaler.core.intent;

import java.util.OptionalLong;

/**
 * A machine the cloud lists for a cluster.
 *
 * @param identifier handle of deletion; empty where the cloud gives none
 * @param hostname empty while unknown
 * @param ip empty while unknown
 * @param status the cloud's word, lower case
 * @param groupId where the cloud tells it
 * @param cpu cores, 0 if not told
 * @param ramMb 0 if not told
 * @param diskGb 0 if not told
 */
public record Machine(
        String identifier,
        String hostname,
        String ip,
        String status,
        boolean controlPlane,
        OptionalLong groupId,
        int cpu,
        int ramMb,
        int diskGb) {
    /** True when the cloud says it runs. */
    public boolean running() {
        return status.equals("running") || status.equals("active");
    }
}
