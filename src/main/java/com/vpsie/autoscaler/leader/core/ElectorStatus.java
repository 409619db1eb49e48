package com.vpsie.autoscaler.leader.core;

import org.jspecify.annotations.Nullable;

/**
 * The elector at one instant.
 *
 * @param suspect the clock witnesses disagree and the gate is closed for it
 * @param leader the holder last observed, empty while none is known
 * @param token of the current term, 0 without one
 * @param anchor start of the last committed write of the term that is held, null without one
 * @param participating the Lease can be read and this replica races for it
 * @param problem why it does not participate, empty while it does
 * @param drainBroken the work of a term did not come to rest in time
 */
public record ElectorStatus(
        State state,
        boolean suspect,
        String leader,
        long token,
        @Nullable ClockReading anchor,
        boolean participating,
        String problem,
        boolean drainBroken) {

    /** What a replica is. */
    public enum State {
        /** Election is switched off: always the leader. */
        OFF,
        /** Watches the Lease. */
        FOLLOWER,
        /** Writes itself into the Lease, or did and awaits the token floor. */
        CANDIDATE,
        /** The gate is open. */
        LEADING,
        /** The gate is open, and the last commit is old. */
        JEOPARDY,
        /** The gate is closed, the term's work is coming to rest, the Lease is not ours to give back. */
        LOST,
        /** The gate is closed, the term's work is coming to rest, then the Lease is given back. */
        DRAINING,
        /** Given back; stands aside. */
        RELEASED
    }

    /** True when the gate of a term may be open. */
    public boolean leads() {
        return state == State.LEADING || state == State.JEOPARDY || (state == State.OFF && token > 0);
    }
}
