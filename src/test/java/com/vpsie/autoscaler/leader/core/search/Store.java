package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;

/**
 * The Lease as the API server keeps it, but for the fields that are for people alone, which stay 0.
 *
 * @param last the last version; that of the deletion where there is none
 * @param present there is a Lease
 * @param writer which elector wrote it
 * @param at the tick of that write
 */
record Store(LeaseRecord last, boolean present, int writer, int at) {
    /** A writer that is no elector. */
    static final int NOBODY = -1;

    Outcome get() {
        return present ? new Outcome.Ok(last) : new Outcome.NotFound("no lease");
    }

    /** The Lease has the version and the uid that this write names. */
    boolean matches(LeaseRecord wanted) {
        return present && last.version() == wanted.version() && last.uid().equals(wanted.uid());
    }

    /** A write that changes nothing makes no version. */
    boolean changedBy(LeaseRecord wanted) {
        return !present
                || !last.holder().equals(wanted.holder())
                || last.durationSeconds() != wanted.durationSeconds()
                || last.renewMicros() != wanted.renewMicros();
    }

    Store after(LeaseRecord wanted, int by, int now) {
        long next = last.version() + 1;
        LeaseRecord stored = new LeaseRecord(
                present ? last.uid() : "uid-" + next,
                next,
                wanted.holder(),
                wanted.durationSeconds(),
                0,
                wanted.renewMicros(),
                0,
                wanted.carried());
        return new Store(stored, true, by, now);
    }

    /** A third party's hand. */
    Store deleted(int now) {
        return new Store(after(last, NOBODY, now).last(), false, NOBODY, now);
    }
}
