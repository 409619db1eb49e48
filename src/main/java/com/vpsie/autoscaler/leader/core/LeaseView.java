package com.vpsie.autoscaler.leader.core;

/**
 * What this elector knows of the Lease: the newest version it saw and when it first saw it. Seeing the same version
 * again never restarts the wait for its expiry, and an older one changes nothing unless the store itself went back.
 */
final class LeaseView {
    /** What a look at the Lease brought. */
    enum Sight {
        /** Known already, or older and not from the store itself. */
        NOTHING,
        /** A version above all before. */
        NEWER,
        /** The store itself shows less than was known before the question was asked: it went back. */
        LOWER
    }

    private enum Presence {
        UNKNOWN,
        ABSENT,
        PRESENT
    }

    /** For {@link #see}: the record did not come from the store itself. */
    static final long FROM_A_CACHE = -1;

    private static final long NOT_LOWER = Alarm.NEVER;

    private final ElectionRules rules;
    private Presence presence = Presence.UNKNOWN;
    private LeaseRecord record = LeaseRecord.NONE;
    private long known;
    private long since;
    private long lowerSince = NOT_LOWER;
    private boolean holderSeen;
    private boolean stale;
    private long readAt = Alarm.NEVER;

    LeaseView(ElectionRules rules) {
        this.rules = rules;
    }

    boolean unknown() {
        return presence == Presence.UNKNOWN;
    }

    boolean absent() {
        return presence == Presence.ABSENT;
    }

    boolean present() {
        return presence == Presence.PRESENT;
    }

    /** The newest record; of no meaning unless present. */
    LeaseRecord record() {
        return record;
    }

    /** The waiting clock's reading at which this version, or the absence, was first seen. */
    long since() {
        return since;
    }

    /** Highest version known. */
    long known() {
        return known;
    }

    /** Some holder was seen by this elector, be it itself. */
    boolean holderSeen() {
        return holderSeen;
    }

    /** A write showed that another version exists: nothing is taken over before that is known. */
    boolean stale() {
        return stale;
    }

    /** When a read is due because the version known is not the newest. */
    long readAt() {
        return unknown() ? Long.MIN_VALUE : readAt;
    }

    void outdated(long readAt) {
        this.stale = true;
        this.readAt = Math.min(this.readAt, readAt);
    }

    /**
     * @param asked the highest version known when the question was sent, or {@link #FROM_A_CACHE}
     * @param now on the waiting clock
     */
    Sight see(LeaseRecord seen, long asked, long now) {
        boolean fresh = asked != FROM_A_CACHE;
        if (rules.newer(seen, known)) {
            adopt(seen, now);
            return Sight.NEWER;
        }
        boolean givenOutTwice = seen.version() == known && asked == known && !shows(seen);
        if (fresh && (seen.version() < asked || givenOutTwice)) {
            readAt = Alarm.NEVER;
            return Sight.LOWER;
        }
        if (seen.version() == known && shows(seen)) {
            lowerSince = NOT_LOWER;
            since = rules.firstSeen(since, now);
            if (fresh) {
                settled();
            }
        }
        return Sight.NOTHING;
    }

    /** It is what this version was known to be. Only a store that went back writes a version a second time. */
    private boolean shows(LeaseRecord seen) {
        return present()
                && record.uid().equals(seen.uid())
                && record.holder().equals(seen.holder())
                && record.renewMicros() == seen.renewMicros();
    }

    /** The store itself was last seen to have gone back, and is not believed yet. */
    boolean doubted() {
        return lowerSince != NOT_LOWER;
    }

    /** For how long the store has been showing nothing but lower versions. */
    long lowerFor(long now) {
        if (lowerSince == NOT_LOWER) {
            lowerSince = now;
        }
        return now - lowerSince;
    }

    /** Takes this record for the truth, whatever was known before. */
    void adopt(LeaseRecord seen, long now) {
        presence = Presence.PRESENT;
        record = seen;
        known = seen.version();
        since = now;
        lowerSince = NOT_LOWER;
        holderSeen = holderSeen || !seen.free();
        settled();
    }

    private void settled() {
        stale = false;
        readAt = Alarm.NEVER;
    }

    /** The watch told of a deletion; false when something newer is known. */
    boolean deleted(LeaseRecord last, long now) {
        if (last.version() < known) {
            return false;
        }
        boolean another = last.version() > known;
        known = last.version();
        gone(now, another);
        return true;
    }

    /** The store itself has no Lease; false when something newer became known since the question was sent. */
    boolean notFound(long asked, long now) {
        if (asked != known) {
            return false;
        }
        known = 0; // the store may have gone back to before the Lease: whatever is created next is newer
        gone(now, false);
        return true;
    }

    /** @param another it is another deletion than the one that is known: somebody may have led in between */
    private void gone(long now, boolean another) {
        if (presence != Presence.ABSENT || another || doubted()) {
            since = now;
        }
        presence = Presence.ABSENT;
        record = LeaseRecord.NONE;
        lowerSince = NOT_LOWER;
        settled();
    }
}
