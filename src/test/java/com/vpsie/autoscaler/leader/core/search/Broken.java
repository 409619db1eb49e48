package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.simulation.Product;
import java.util.random.RandomGenerator;

/** The product with a rule broken in ways that only a search can tell from luck; the other ways are the simulation's mutants. */
enum Broken implements Product {
    /** Rule 2: a gate is open for L, and with a slow clock for longer. */
    DEADLINE_ABOVE_THE_BOUND {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected GateState gate(ClockReading anchor) {
                    long all = timing.leaseDuration().toNanos();
                    return new GateState(anchor, all, all);
                }
            };
        }
    },

    /** Rule 4: a follower waits half of the record's duration. */
    WAITS_HALF {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long patience(LeaseRecord seen) {
                    return super.patience(seen) / 2;
                }
            };
        }
    },

    /** Rule 4: the client leaves the version out of a write, so that it replaces whatever is there. */
    WRITES_OVER_ANY_VERSION,

    /** Rule 8: the token is the version alone, whatever was sealed. */
    IGNORES_SEALS {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long token(long acquiringVersion, long floor) {
                    return acquiringVersion;
                }
            };
        }
    }
}
