package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import java.util.Optional;

/**
 * The half of the VPSie API that costs or destroys. Each method sends at most one request; the term's budget is checked
 * in the last step before the bytes go out, after the rate limiter. Blocking, thread-safe, bounded by 15 s plus the
 * wait for the rate limiter. Only {@code act} may hold one.
 *
 * <p>Every method throws {@link NotLeaderException}, then nothing was sent; every other failure is an {@link Outcome}.
 */
public interface VpsieWriter {
    /** Buys one node. The answer may name the new machine, often it does not. */
    Outcome<AddedNode> addNode(Term term, String clusterId, long groupId);

    /** Creates a node group; its numeric id is found by listing afterwards. */
    Outcome<Boolean> createGroup(Term term, String clusterId, String name, long sizeId);

    /** Deletes one machine by identifier; {@code NOT_FOUND} comes as {@link Outcome.Refused}. Idempotent. */
    Outcome<Boolean> deleteNode(Term term, String clusterId, String identifier);

    /** Deletes an empty node group. */
    Outcome<Boolean> deleteGroup(Term term, String clusterId, long groupId);

    /**
     * What VPSie said of a bought node.
     *
     * @param identifier empty when the answer was just {@code true}
     * @param hostname empty when not told
     */
    record AddedNode(Optional<String> identifier, Optional<String> hostname) {}
}
