package com.vpsie.autoscaler.leader.core;

/**
 * One request for the Lease.
 *
 * @param started the clocks before it could leave the process
 * @param mark the renewTime it writes, 0 for a read
 * @param known the highest version known when it started: an answer below it shows a store that went back
 */
record Attempt(long id, Kind kind, ClockReading started, long mark, long known) {
    enum Kind {
        READ,
        CREATE,
        ACQUIRE,
        RENEW,
        RELEASE;

        boolean writes() {
            return this != READ;
        }

        boolean acquires() {
            return this == CREATE || this == ACQUIRE;
        }
    }
}
