package com.vpsie.autoscaler.leader.core;

/** Why a term ended. */
public enum LossReason {
    /** The renew deadline passed without a commit. */
    EXPIRED,
    /** Somebody else's record was seen in the Lease. */
    FOREIGN_HOLDER,
    /** The Lease is gone. */
    LEASE_ABSENT,
    /** The store went back behind our last commit. */
    STORE_REWOUND,
    /** A record sealed with a higher token exists. */
    FENCED,
    /** Asked to step down, or an observer of Acquired failed. */
    STEPPED_DOWN,
    /** The election itself failed and started anew. */
    FAILED,
    /** The application is stopping. */
    SHUTDOWN
}
