package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.lifecycle.Phase;
import java.time.Instant;

/**
 * A VPSieNode of the group as the planner sees it.
 *
 * @param identifier of its machine, empty while unknown
 * @param hostname VPSie told for it, empty while unknown
 * @param ofOurs it carries the mark of an operation of ours
 * @param deleting it has a deletionTimestamp
 * @param gone its machine is proven gone
 * @param phaseSince when it entered its phase, as far as known
 */
public record ChildView(
        String name,
        String uid,
        Phase phase,
        String identifier,
        String hostname,
        boolean ofOurs,
        boolean deleting,
        boolean gone,
        Instant createdAt,
        Instant phaseSince) {}
