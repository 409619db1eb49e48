package com.vpsie.autoscaler.leader.core.search;

import java.util.List;

/**
 * Both electors, the store and the network at one instant. Two that are equal have the same future.
 *
 * @param now ticks since the beginning
 * @param sides the electors
 * @param net what is under way, in a fixed order
 * @param sealed the highest token that a leader has sealed something with
 * @param left what may still be done to them
 */
record Situation(int now, List<Side> sides, Store store, List<Message> net, long sealed, Left left) {

    /**
     * One elector and its machine.
     *
     * @param suspended ticks that its monotonic clock did not see
     * @param watch the one that was opened last, 0 before any
     * @param told the version up to which that has told everything
     * @param committed its monotonic clock at the start of the youngest of its writes that is in the store
     */
    record Side(Subject.State state, Pause pause, int suspended, long watch, long told, long committed) {

        /** It takes inputs. */
        boolean runs() {
            return pause == Pause.NONE && !state.stopped();
        }

        Side in(Subject.State next) {
            return new Side(next, pause, suspended, watch, told, committed);
        }

        Side paused(Pause next) {
            return new Side(state, next, suspended, watch, told, committed);
        }

        Side suspendedFor(int ticks) {
            return new Side(state, pause, ticks, watch, told, committed);
        }

        Side watching(long id, long from) {
            return new Side(state, pause, suspended, id, from, committed);
        }

        Side toldUpTo(long version) {
            return new Side(state, pause, suspended, watch, version, committed);
        }

        Side committedAt(long started) {
            return new Side(state, pause, suspended, watch, told, Math.max(committed, started));
        }
    }

    /** How an elector is kept from running. */
    enum Pause {
        NONE,
        /** The process stands still. */
        PROCESS,
        /** The machine is suspended: its monotonic clock stands still too. */
        MACHINE
    }

    /** Disturbances that may still come; an order is to step down, or to stop. */
    record Left(int pauses, int deletions, int orders) {}
}
