package com.vpsie.autoscaler.leader.core;

/** What an application is told. Lost only after Acquired, strictly alternating. */
public sealed interface ElectionEvent {
    /** A term began; its gate is open. */
    record Acquired(long token) implements ElectionEvent {}

    /** A term ended; its gate is closed. Answered by {@link Input.Drained}. */
    record Lost(long token, LossReason reason) implements ElectionEvent {}

    /** The last commit is older than I + 2·T. */
    record Jeopardy(long token) implements ElectionEvent {}

    /** The Lease was given back. */
    record Released(long token) implements ElectionEvent {}

    /** Another holder than before was seen; empty when nobody holds it. */
    record LeaderSeen(String identity) implements ElectionEvent {}
}
