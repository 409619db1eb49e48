package com.vpsie.autoscaler.core.intent;

import java.time.Instant;
import java.util.Set;

/**
 * An intent, stored by compare-and-set before its request is sent. As long as it is stored its outcome is not known.
 *
 * @param id unique; for {@code CREATE_NODE} also the id of the member it is for
 * @param token of the term that stored it or sent its last repeat
 * @param groupUid uid of the NodeGroup, so that an intent never outlives its group by name
 * @param known node identifiers VPSie listed before the first request
 * @param startedAt when it was stored, wall clock, for people
 * @param attempts requests that may have been sent, counted before each is sent; at least 1
 * @param target name of the VPSieNode, name of the group, or numeric id of the group, by kind
 */
public record Operation(
        String id,
        OperationKind kind,
        long token,
        String groupUid,
        Set<String> known,
        Instant startedAt,
        int attempts,
        String target) {
    /** Copies {@code known}. */
    public Operation {
        known = Set.copyOf(known);
        if (id.isEmpty() || attempts < 1) {
            throw new IllegalArgumentException(
                    "operation needs an id and at least one attempt, has \"" + id + "\" and " + attempts);
        }
    }

    Operation repeated(long newToken) {
        return new Operation(id, kind, newToken, groupUid, known, startedAt, attempts + 1, target);
    }
}
