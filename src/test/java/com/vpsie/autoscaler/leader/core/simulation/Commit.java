package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.LeaseRecord;
import java.util.Optional;

/**
 * A change of the stored Lease, whoever made it.
 *
 * @param writer empty when it was none of our electors
 * @param attempt the writer's request, 0 for others
 * @param before {@link LeaseRecord#NONE} when there was none
 * @param after the same when there is none any more
 * @param standsSince when the record before was committed
 * @param at the real instant
 */
record Commit(
        Optional<Replica> writer, long attempt, LeaseRecord before, LeaseRecord after, long standsSince, long at) {

    boolean creates() {
        return before.version() == 0;
    }

    boolean deletes() {
        return after.version() == 0;
    }

    boolean releases() {
        return writer.isPresent() && after.free();
    }

    boolean changesHolder() {
        return !after.free() && !after.holder().equals(before.holder());
    }
}
