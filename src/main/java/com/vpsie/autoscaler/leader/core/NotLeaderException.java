package com.vpsie.autoscaler.leader.core;

/** Thrown by the gate of a {@link Term}: the action must not start. Nothing has been sent when it is thrown. */
public final class NotLeaderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the gate refused; the label value of {@code leader_election_gate_denied_total}. */
    public enum Reason {
        /** The term is over or was never acquired. */
        CLOSED,
        /** The term holds, but not for as long as the action needs. */
        BUDGET,
        /** The clocks disagree; a committed renewal will lift this. */
        SUSPECT,
        /** The last commit is too old to start anything paid. */
        JEOPARDY,
        /** The renewal asked for did not commit in time. */
        STALE
    }

    private final Reason reason;

    /** @param message names what was refused and the arithmetic */
    public NotLeaderException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the gate refused. */
    public Reason reason() {
        return reason;
    }
}
