package com.vpsie.autoscaler.leader.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The holder's side: which writes are this elector's own, from when the last committed one counts, and when the next is
 * due.
 */
final class Tenure {
    /** More tries than fit into any term; a mark that was forgotten makes a record foreign, which is safe. */
    private static final int MARKS = 256;

    private static final long FRESH = 1_000_000_000L;

    /**
     * When a write left.
     *
     * @param slept what the machine had slept until then
     */
    private record Start(ClockReading reading, long slept) {}

    private final ElectionRules rules;
    private final Alarm alarm;
    private final Slumber slumber = new Slumber();
    private final Map<Long, Start> marks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Start> eldest) {
            return size() > MARKS;
        }
    };
    private long lastMark;
    private @Nullable ClockReading anchor;
    private long sleptBefore;
    private long sleptTold;
    private boolean suspect;
    private boolean jeopardyTold;
    private @Nullable ClockReading renewalWanted;

    Tenure(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    /** Takes note of the clocks, at every step. */
    void look(ClockReading now) {
        slumber.look(now);
    }

    /** The mark of a write over this record that starts now. */
    long nextMark(ClockReading now, LeaseRecord over) {
        lastMark = rules.mark(now, over, lastMark);
        marks.put(lastMark, new Start(now, slumber.total()));
        return lastMark;
    }

    boolean wrote(LeaseRecord seen) {
        return rules.mine(seen, marks.containsKey(seen.renewMicros()));
    }

    boolean held() {
        return anchor != null;
    }

    Optional<ClockReading> anchor() {
        return Optional.ofNullable(anchor);
    }

    void end() {
        anchor = null;
        suspect = false;
        jeopardyTold = false;
        renewalWanted = null;
    }

    /** The write with this mark is known committed; true when that moves the anchor. */
    boolean credit(long mark, ClockReading now) {
        Start start = marks.get(mark);
        if (start == null) {
            return false;
        }
        ClockReading counted = rules.anchor(start.reading(), now);
        if (anchor != null && counted.monotonicSince(anchor) <= 0) {
            return false;
        }
        anchor = counted;
        sleptBefore = start.slept();
        sleptTold = slept();
        suspect = false;
        jeopardyTold = false;
        if (renewalWanted != null && renewalWanted.elapsedSince(counted) <= FRESH) {
            renewalWanted = null;
        }
        return true;
    }

    /** Somebody waits for a renewal that begins now, or began not more than a second ago. */
    void wantRenewal(ClockReading now) {
        renewalWanted = now;
    }

    boolean over(ClockReading now) {
        if (anchor == null) {
            return true;
        }
        alarm.at(anchor.monotonic() + rules.timing().renewDeadline().toNanos());
        return rules.over(anchor, now);
    }

    /** What the machine may have slept since the anchor. */
    private long slept() {
        return slumber.total() - sleptBefore;
    }

    /** True when that has become more since this was asked or the anchor moved. */
    boolean newlySlept() {
        boolean more = anchor != null && slept() > sleptTold;
        sleptTold = slept();
        return more;
    }

    /** True once for each anchor whose witnesses disagree. */
    boolean newlySuspect(ClockReading now) {
        if (anchor == null || suspect || !now.disagreesSince(anchor, slept())) {
            return false;
        }
        suspect = true;
        return true;
    }

    boolean suspect() {
        return suspect;
    }

    /** True once for each anchor that has become older than I + 2·T. */
    boolean newlyInJeopardy(ClockReading now) {
        if (anchor == null || jeopardyTold) {
            return false;
        }
        alarm.at(anchor.monotonic() + rules.timing().jeopardyAfter().toNanos() + 1);
        jeopardyTold = inJeopardy(now);
        return jeopardyTold;
    }

    boolean inJeopardy(ClockReading now) {
        return gate().filter(gate -> gate.inJeopardy(now)).isPresent();
    }

    boolean renewalDue(ClockReading now) {
        if (anchor == null) {
            return false;
        }
        long interval = rules.timing().renewInterval().toNanos();
        alarm.at(anchor.monotonic() + interval);
        return suspect || renewalWanted != null || now.elapsedSince(anchor) >= interval;
    }

    /** Young enough to begin a term on. */
    boolean young(ClockReading now) {
        return anchor != null
                && !suspect
                && now.elapsedSince(anchor) < rules.timing().renewInterval().toNanos();
    }

    /** With all that is known against it. */
    Optional<GateState> gate() {
        Optional<GateState> gate = anchor().map(rules::gate).map(state -> state.afterSleepOf(slept()));
        return suspect ? gate.map(GateState::inDoubt) : gate;
    }
}
