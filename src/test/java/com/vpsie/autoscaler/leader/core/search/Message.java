package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A request under way, or its answer on the way back. One that is never carried out, or never delivered, is lost: the
 * search needs no move for that.
 *
 * @param from which elector sent it
 * @param started its monotonic clock then
 * @param wanted what is to be stored, null for a read
 * @param creates a creation
 * @param given its sender waits for it no more
 * @param answer null until it was carried out
 */
record Message(
        int from,
        long attempt,
        long started,
        @Nullable LeaseRecord wanted,
        boolean creates,
        boolean given,
        @Nullable Outcome answer) {

    boolean carriedOut() {
        return answer != null;
    }

    Message givenUp() {
        return new Message(from, attempt, started, wanted, creates, true, answer);
    }

    Message answered(Outcome outcome) {
        return new Message(from, attempt, started, wanted, creates, given, outcome);
    }

    /**
     * Neither its sender nor the store could make anything of it any more.
     *
     * @param known the highest version that its sender knows
     * @param acceptable it would commit if it were carried out now; what would not now, never will
     * @param lasting there will be a Lease from now on; only its absence makes an elector forget a version it knows
     */
    boolean dead(long known, boolean acceptable, boolean lasting) {
        if (!given) {
            return false;
        }
        if (answer instanceof Outcome.Ok late) {
            return lasting && late.record().version() <= known;
        }
        return carriedOut() || wanted == null || !(creates || acceptable);
    }

    @Override
    public String toString() {
        String what = wanted == null ? "read" : creates ? "creation" : wanted.free() ? "release" : "write";
        return "%s %d of %d".formatted(what, attempt, from);
    }
}
