package com.vpsie.autoscaler.leader.core.search;

/** What must hold at every instant. */
enum Invariant {
    /** At no instant are two gates open. */
    ONE_GATE,
    /** A term's token is above everything that was sealed before. */
    TOKENS_GROW,
    /** A holder's record is replaced only when it has been silent for its duration. */
    PATIENCE,
    /** A gate counts from the start of a write that is in the store. */
    ANCHOR,
    /** A Lease is given back only when the work of the term has come to rest. */
    DRAIN_BEFORE_RELEASE
}
