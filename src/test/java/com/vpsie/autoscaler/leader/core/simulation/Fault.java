package com.vpsie.autoscaler.leader.core.simulation;

import java.util.Locale;

/**
 * One thing that goes wrong. Data: a history is played again with some of them left out.
 *
 * @param index its place in the scenario, also the seed of whatever chance it needs
 * @param victim which of the replicas that run then; {@link #LEADER} for the one whose gate is open
 * @param length how long it lasts, or how much later its second half comes
 * @param amount from 0 to 99: how bad it is
 */
record Fault(int index, long at, Kind kind, int victim, long length, int amount) {
    static final int LEADER = -1;

    /** What can go wrong. The weight says how often it is drawn. */
    enum Kind {
        // processes and their clocks
        PAUSE(4, "stands still, its inputs queue up"),
        SLEEP(3, "its machine sleeps: the monotonic clock stands still"),
        FREEZE(1, "its hypervisor holds it: every clock stands still"),
        STEP_CLOCK(3, "its wall clock is set"),
        CRASH(4, "dies, a container of the same pod follows"),
        LOSE_POD(3, "dies, another pod follows"),
        STOP(3, "is stopped in order, another pod follows"),
        REDEPLOY(3, "a second deployment in the same JVM, then the first stops"),
        STEP_DOWN(2, "is asked to step down"),
        STEP_DOWN_FOR_GOOD(1, "steps down for good, then stops, another pod follows"),
        OBSERVER_THROWS(1, "its observer of Acquired throws next time"),
        DRAIN_HANGS(1, "its work will not come to rest"),
        FLOOR_FAILS(2, "cannot read the token floor"),
        // the network
        CUT_OFF(4, "reaches nobody, nobody reaches it"),
        DEAF(3, "its requests are carried out, the answers are lost"),
        LOSSY(3, "loses requests and answers"),
        GHOSTS(3, "its requests are carried out long after it gave them up"),
        TWICE(2, "its requests are delivered twice"),
        SLOW(3, "its requests and answers take long"),
        REFUSED(4, "is refused"),
        OUTAGE(1, "the API is away for all"),
        // the watch
        WATCH_DIES(4, "its watch dies in silence"),
        WATCH_ENDS(2, "the server ends its watch"),
        HISTORY_LOST(2, "the history is compacted and every watch ends"),
        REPLAYED(3, "its watch delivers old versions again"),
        OTHER_SERVER(2, "its watch moves to the other API server"),
        OLD_CACHE(2, "an API server's cache falls behind"),
        // the Lease
        ANNOTATED(2, "somebody annotates the Lease"),
        DELETED(1, "somebody deletes the Lease"),
        CLEARED(1, "somebody clears the holder"),
        HALF_EMPTIED(1, "somebody removes fields of the Lease"),
        EDITED(1, "somebody edits the Lease"),
        REWOUND(1, "the store is restored from a backup"),
        SEALED(2, "a replica without election seals the group"),
        CLIENT_GO(2, "an elector of client-go joins"),
        FABRIC8(1, "an elector of fabric8 joins");

        private final int weight;
        private final String words;

        Kind(int weight, String words) {
            this.weight = weight;
            this.words = words;
        }

        /** @param die at least 0 and below {@link #weights} */
        static Kind drawn(int die) {
            int left = die;
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("beyond the weights: " + die);
        }

        static int weights() {
            int sum = 0;
            for (Kind kind : values()) {
                sum += kind.weight;
            }
            return sum;
        }
    }

    String name() {
        return "f" + index;
    }

    @Override
    public String toString() {
        String who = victim == LEADER ? "the leader" : "running replica " + victim;
        return String.format(
                Locale.ROOT,
                "%-3s at %8.3f s  %s (%s: %s), length %s, amount %d",
                name(),
                at / (double) VirtualTime.SECOND,
                kind,
                who,
                kind.words,
                VirtualTime.seconds(length),
                amount);
    }
}
