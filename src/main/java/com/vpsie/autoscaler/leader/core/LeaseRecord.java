package com.vpsie.autoscaler.leader.core;

import java.util.Map;

/**
 * A Lease as read or to be written.
 *
 * @param uid empty for one that does not exist yet
 * @param version the resourceVersion as a number; 0 for one that does not exist yet
 * @param holder empty when nobody holds it
 * @param durationSeconds 0 when the record does not say
 * @param acquireMicros microseconds since the epoch, 0 when the record does not say
 * @param renewMicros microseconds since the epoch, 0 when the record does not say; the unique mark of a write
 * @param transitions changes of holder, for people; never a token
 * @param carried the whole object as it was read, opaque here: whatever this class does not name survives a write
 */
public record LeaseRecord(
        String uid,
        long version,
        String holder,
        int durationSeconds,
        long acquireMicros,
        long renewMicros,
        int transitions,
        Map<String, Object> carried) {

    /** The base of a Lease that is to be created. */
    public static final LeaseRecord NONE = new LeaseRecord("", 0, "", 0, 0, 0, 0, Map.of());

    /** True when nobody holds it. */
    public boolean free() {
        return holder.isEmpty();
    }

    /** The record by which {@code identity} begins a term. */
    LeaseRecord acquiredBy(String identity, int seconds, long mark) {
        int changes = holder.equals(identity) || version == 0 ? transitions : saturated(transitions);
        return new LeaseRecord(uid, version, identity, seconds, mark, mark, changes, carried);
    }

    /** The same term, renewed. */
    LeaseRecord renewedAt(int seconds, long mark) {
        return new LeaseRecord(uid, version, holder, seconds, acquireMicros, mark, transitions, carried);
    }

    /** Given back: nobody holds it and nobody has to wait. A duration of 0 would be refused by the API server. */
    LeaseRecord releasedAt(long mark) {
        return new LeaseRecord(uid, version, "", 1, mark, mark, transitions, carried);
    }

    private static int saturated(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
