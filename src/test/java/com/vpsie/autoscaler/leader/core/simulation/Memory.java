package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one elector was shown and what it wrote, kept beside it so that nothing rests on what it says of itself. */
final class Memory {
    /** What an input shows of the Lease. */
    enum Look {
        NOTHING_NEW,
        SOMEBODY_ELSE,
        NO_LEASE
    }

    /**
     * A request that left the elector.
     *
     * @param lived what the machine had lived when it left
     * @param seen the highest version shown until then
     */
    private record Sent(Kind kind, long mark, ClockReading started, long lived, long seen) {}

    enum Kind {
        READ,
        CREATE,
        REPLACE
    }

    private static final long NONE = -1;

    private final String identity;
    private final Map<Long, Sent> sent = new HashMap<>();
    private final Set<Long> marks = new HashSet<>();
    private long current = NONE;
    private long seen;
    private boolean holderSeen;
    private OptionalLong absentSince = OptionalLong.empty();
    private OptionalLong floor = OptionalLong.empty();
    private long floorReadAt;
    private long acquiredAt;
    private Optional<Sent> committed = Optional.empty();

    Memory(String identity) {
        this.identity = identity;
    }

    // ---- what it wrote

    void sends(long attempt, Kind kind, long mark, ClockReading started, long lived) {
        sent.put(attempt, new Sent(kind, mark, started, lived, seen));
        current = attempt;
        if (kind != Kind.READ) {
            marks.add(mark);
        }
    }

    void cancels(long attempt) {
        if (current == attempt) {
            current = NONE;
        }
    }

    /** Its request was carried out and changed the Lease. */
    void commits(Commit commit) {
        Sent write = sent.get(commit.attempt());
        LeaseRecord after = commit.after();
        if (!after.free() && after.acquireMicros() == after.renewMicros()) {
            acquiredAt = commit.at();
        }
        if (write != null && (committed.isEmpty() || committed.get().lived() < write.lived())) {
            committed = Optional.of(write);
        }
    }

    /** What the clocks showed when the last write that truly committed left; empty before the first. */
    Optional<ClockReading> lastCommitted() {
        return committed.map(Sent::started);
    }

    /** The same in what the machine has lived. */
    long lastCommittedLived() {
        return committed.map(Sent::lived).orElse(Long.MIN_VALUE);
    }

    /** This request asked for a Lease to be created. */
    boolean created(long attempt) {
        Sent request = sent.get(attempt);
        return request != null && request.kind() == Kind.CREATE;
    }

    /** The real instant at which its last acquiring write was committed. */
    long acquiredAt() {
        return acquiredAt;
    }

    boolean wrote(LeaseRecord record) {
        return marks.contains(record.renewMicros());
    }

    /** It holds the Lease by this record. */
    boolean holdsBy(LeaseRecord record) {
        return record.holder().equals(identity) && wrote(record);
    }

    // ---- what it was shown

    Look look(Input input, long monotonic) {
        if (input instanceof Input.Watched watched) {
            return watched.change() == Input.Change.DELETED
                    ? deleted(watched.record().version(), monotonic)
                    : record(watched.record());
        } else if (input instanceof Input.Answered answered) {
            boolean waitedFor = answered.attempt() == current;
            cancels(answered.attempt());
            return answer(sent.get(answered.attempt()), answered.outcome(), waitedFor, monotonic);
        }
        return Look.NOTHING_NEW;
    }

    private Look answer(@Nullable Sent request, Outcome outcome, boolean waitedFor, long monotonic) {
        if (outcome instanceof Outcome.Ok ok) {
            LeaseRecord record = ok.record();
            if (request == null) {
                return record(record);
            }
            if (waitedFor
                    && request.kind() == Kind.READ
                    && record.version() < request.seen()
                    && seen == request.seen()) {
                seen = record.version(); // the store went back
                return Look.SOMEBODY_ELSE;
            }
            if (waitedFor && request.kind() != Kind.READ) {
                seen = Math.min(seen, record.version() - 1); // what it holds is the newest, whatever was before
            }
            return record(record);
        }
        boolean missing = outcome instanceof Outcome.NotFound && waitedFor;
        boolean shows = request != null && request.kind() != Kind.CREATE && request.seen() == seen;
        return missing && shows ? absent(monotonic) : Look.NOTHING_NEW;
    }

    private Look record(LeaseRecord record) {
        Sent request = sent.get(current);
        if (request != null && request.kind() != Kind.READ && request.mark() == record.renewMicros()) {
            current = NONE; // its answer will bring nothing new
        }
        if (record.version() <= seen) {
            return Look.NOTHING_NEW;
        }
        seen = record.version();
        holderSeen |= !record.free();
        absentSince = OptionalLong.empty();
        return wrote(record) && (record.free() || holdsBy(record)) ? Look.NOTHING_NEW : Look.SOMEBODY_ELSE;
    }

    private Look deleted(long version, long monotonic) {
        if (version < seen) {
            return Look.NOTHING_NEW;
        }
        seen = version;
        return absent(monotonic);
    }

    private Look absent(long monotonic) {
        if (absentSince.isEmpty()) {
            absentSince = OptionalLong.of(monotonic);
        }
        return Look.NO_LEASE;
    }

    /** @param at the real instant at which it was read in the store */
    void floorIs(long value, long at) {
        floor = OptionalLong.of(value);
        floorReadAt = at;
    }

    long floor() {
        return floor.orElse(0);
    }

    long floorReadAt() {
        return floorReadAt;
    }

    /** The monotonic clock when the absence was first shown; empty when it is not known to be absent. */
    OptionalLong absentSince() {
        return absentSince;
    }

    /** As far as it can know, nobody ever led. */
    boolean nobodyCanHaveLed() {
        return !holderSeen && floor.isPresent() && floor.getAsLong() == 0;
    }
}
