package com.vpsie.autoscaler.leader;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the election for people and probes.
 *
 * @param identity this replica, as it would be written into the Lease
 * @param leader the holder last observed, null while none is known
 * @param state the elector's state by name ({@code OFF, FOLLOWER, CANDIDATE, LEADING, JEOPARDY, LOST, DRAINING,
 *     RELEASED})
 * @param suspect the clock witnesses disagree and the gate is closed for it
 * @param token token of the current term, 0 for a follower
 * @param remaining until the gate closes by itself, zero for a follower
 * @param participating the Lease is watched or polled and the API answers
 * @param problem why it does not participate, null while it does
 */
public record LeadershipView(
        String identity,
        @Nullable String leader,
        String state,
        boolean suspect,
        long token,
        Duration remaining,
        boolean participating,
        @Nullable String problem) {}
