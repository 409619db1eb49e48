package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.LeaseWire;
import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectionTiming;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import java.util.random.RandomGenerator;

/**
 * The product with one decision taken wrong, most of them as some elector in use takes it. A simulation that does not
 * find each of them proves nothing.
 */
public enum Mutant implements Product {
    ANCHOR_AT_THE_RESPONSE(1, 6, "a commit counts from its answer") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected ClockReading anchor(ClockReading started, ClockReading answered) {
                    return answered;
                }
            };
        }
    },
    WALL_CLOCK_ONLY(135, 6, "the wall clock is the only witness") {
        @Override
        public ClockReading witnesses(ClockReading all) {
            return new ClockReading(all.wallMicros() * 1_000, all.wallMicros(), ClockReading.NO_BOOT);
        }
    },
    MONOTONIC_ONLY(99, 6, "the clock that stands still during sleep is the only witness") {
        @Override
        public ClockReading witnesses(ClockReading all) {
            return new ClockReading(all.monotonic(), all.monotonic() / 1_000, ClockReading.NO_BOOT);
        }
    },
    WAIT_RESTARTS_ON_SIGHT(1, 8, "seeing the same version again restarts the wait") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long firstSeen(long before, long now) {
                    return now;
                }
            };
        }
    },
    RELEASE_BEFORE_DRAIN(38, 5, "the Lease is given back while work is running") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected boolean givesBack(boolean atRest) {
                    return true;
                }
            };
        }
    },
    BLIND_RELEASE(99, 5, "what a fresh read shows is given back, whoever holds it") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected boolean yieldsTo(LeaseRecord foreign, boolean releasing) {
                    return !releasing;
                }
            };
        }
    },
    NO_STOP_ON_FOREIGN_HOLDER(21, 13, "a foreign holder ends no term") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected boolean yieldsTo(LeaseRecord foreign, boolean releasing) {
                    return releasing;
                }
            };
        }
    },
    PUT_WITHOUT_UID(367, 13, "a write names the version but not the object") {
        @Override
        public LeaseWire wire(String namespace, String name) {
            return LeaseWire.withoutUid(namespace, name);
        }
    },
    ABSENT_IS_FREE(2, 13, "a Lease that is gone is free at once") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long patienceWithAbsence(boolean holderSeen, boolean floorIsZero) {
                    return 0;
                }
            };
        }
    },
    IDENTITY_WITHOUT_RANDOM_PART(6, 4, "whoever has my name is me") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected boolean mine(LeaseRecord seen, boolean markKnown) {
                    return super.mine(seen, true);
                }
            };
        }
    },
    DEADLINE_BETWEEN_CALLS(28, 6, "the end of a term is looked for only between requests") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected boolean looksForTheEnd(boolean requestUnderWay) {
                    return !requestUnderWay;
                }
            };
        }
    },
    CLIENT_RETRIES(13, 9, "the client repeats what fails, without bound") {
        @Override
        public int clientRetries() {
            return Integer.MAX_VALUE;
        }
    },
    CATCH_UP(4, 9, "what was due during a stall is made up for") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long countsFrom(long sent, long due) {
                    return due == Long.MIN_VALUE ? sent : due;
                }
            };
        }
    },
    NULL_HOLDER(1, 4, "nobody is written as nothing, which leaves the holder as it was") {
        @Override
        public LeaseWire wire(String namespace, String name) {
            return LeaseWire.withoutEmptyHolder(namespace, name);
        }
    },
    TIMER_ONLY_GATE(1, 6, "nothing but the core's own step closes the gate") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected GateState gate(ClockReading anchor) {
                    return GateState.endless(anchor);
                }
            };
        }
    },
    FOLLOWER_WAITS_BY_THE_WALL(329, 4, "a follower waits by the wall clock") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long waitingClock(ClockReading now) {
                    return now.wallMicros() * 1_000;
                }
            };
        }
    },
    NO_OP_IS_A_COMMIT(1, 6, "a renewal repeats its mark, and 2xx is taken for a commit") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long mark(ClockReading now, LeaseRecord over, long last) {
                    return over.holder().equals(identity) ? over.renewMicros() : super.mark(now, over, last);
                }

                @Override
                protected boolean newer(LeaseRecord seen, long known) {
                    return super.newer(seen, known)
                            || (seen.version() == known && seen.holder().equals(identity));
                }
            };
        }
    },
    DURATION_INHERITED(3, 4, "the acquiring write keeps the duration of the release") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected int acquiredSeconds(LeaseRecord over) {
                    return over.durationSeconds() > 0 ? over.durationSeconds() : super.acquiredSeconds(over);
                }
            };
        }
    },
    ABSENT_WITH_A_FLOOR_IS_FREE(2, 13, "where something is sealed an absent Lease is created at once") {
        @Override
        public ElectionRules rules(ElectionTiming timing, String identity, RandomGenerator random) {
            return new ElectionRules(timing, identity, random) {
                @Override
                protected long patienceWithAbsence(boolean holderSeen, boolean floorIsZero) {
                    return super.patienceWithAbsence(holderSeen, true);
                }
            };
        }
    };

    private final long seed;
    private final int breaks;
    private final String words;

    /**
     * @param seed the lowest that finds it
     * @param breaks the number of the invariant it breaks
     */
    Mutant(long seed, int breaks, String words) {
        this.seed = seed;
        this.breaks = breaks;
        this.words = words;
    }

    @Override
    public String mutation() {
        return name();
    }

    /** The lowest seed that finds it. */
    long seed() {
        return seed;
    }

    /** The number of the invariant by which it is found. */
    int breaks() {
        return breaks;
    }

    /** What it takes wrong. */
    String words() {
        return words;
    }
}
