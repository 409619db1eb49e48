package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.TimingRules;
import java.time.Duration;

/** The product's rules, and ways to break one of them. */
enum Mutant {
    NONE,

    /** Rule 1: a commit counts from when its answer came. */
    ANCHORED_AT_THE_ANSWER {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected ClockReading anchor(ClockReading started, ClockReading answered) {
                    return answered;
                }
            };
        }
    },

    /** Rule 1: a renewal that changes nothing, since it repeats the mark, counts as a commit. */
    COUNTS_WHAT_CHANGED_NOTHING {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected long mark(ClockReading now, LeaseRecord over, long last) {
                    return over.holder().equals(identity) ? over.renewMicros() : super.mark(now, over, last);
                }

                @Override
                protected boolean newer(LeaseRecord seen, long known) {
                    return seen.version() >= known;
                }
            };
        }
    },

    /** Rule 2: a gate is open for L, and with a slow clock for longer. */
    DEADLINE_ABOVE_THE_BOUND {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected GateState gate(ClockReading anchor) {
                    long all = TIMING.leaseDuration().toNanos();
                    return new GateState(anchor, all, all);
                }
            };
        }
    },

    /** Rule 4: a follower waits half of the record's duration. */
    WAITS_HALF {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected long patience(LeaseRecord seen) {
                    return super.patience(seen) / 2;
                }
            };
        }
    },

    /** Rule 4: whoever takes a released Lease leaves the second in it that the release wrote. */
    INHERITS_THE_DURATION {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected int acquiredSeconds(LeaseRecord over) {
                    return over.free() ? over.durationSeconds() : super.acquiredSeconds(over);
                }
            };
        }
    },

    /** Rule 4: a Lease that is not there is created at once, although a holder was seen. */
    CREATES_AT_ONCE {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected long patienceWithAbsence(boolean holderSeen, boolean floorIsZero) {
                    return 0;
                }
            };
        }
    },

    /** Rule 4: the client leaves the version out of a write, so that it replaces whatever is there. */
    WRITES_OVER_ANY_VERSION,

    /** The identity alone makes a record one's own, whoever wrote its mark. */
    TAKES_A_TWIN_FOR_ITSELF {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected boolean mine(LeaseRecord seen, boolean markKnown) {
                    return seen.holder().equals(identity);
                }
            };
        }
    },

    /** Rule 7: the Lease is given back while the work of the term goes on. */
    GIVES_BACK_AT_ONCE {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected boolean givesBack(boolean atRest) {
                    return true;
                }
            };
        }
    },

    /** Rule 8: the token is the version alone, whatever was sealed. */
    IGNORES_SEALS {
        @Override
        ElectionRules rules(String identity) {
            return new ElectionRules(TIMING, identity, new Lowest()) {
                @Override
                protected long token(long acquiringVersion, long floor) {
                    return acquiringVersion;
                }
            };
        }
    };

    /** L = 3 s and D = 2.7 s, the longest that is allowed: in ticks of a second the smallest margin. */
    static final ElectionTiming TIMING = ((Checked.Valid<ElectionTiming>) TimingRules.derive(new TimingRules.Given(
                    Duration.ofSeconds(3), Duration.ofMillis(2_700), null, Duration.ofMillis(900), null, 1)))
            .value();

    ElectionRules rules(String identity) {
        return new ElectionRules(TIMING, identity, new Lowest());
    }
}
