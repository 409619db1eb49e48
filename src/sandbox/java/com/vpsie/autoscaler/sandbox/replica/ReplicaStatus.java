package com.vpsie.autoscaler.sandbox.replica;

/**
 * What one replica says of itself at one moment.
 *
 * @param name {@code replica-i}
 * @param state the process's state in one word: {@code starting, not ready, ready, stopping, stopped, killed, exited n}
 * @param ready whether {@code /readyz} answered 200
 * @param election the elector's state, or empty while it does not answer
 * @param leader the holder this replica sees, or empty
 * @param leads whether its gate is open now: it holds a term with time remaining
 * @param token of its term, 0 for a follower
 * @param reconciles passes of its controllers so far
 */
public record ReplicaStatus(
        String name,
        String state,
        boolean ready,
        String election,
        String leader,
        boolean leads,
        long token,
        long reconciles) {

    /** Of a replica that answers nothing. */
    static ReplicaStatus silent(String name, String state) {
        return new ReplicaStatus(name, state, false, "", "", false, 0, 0);
    }
}
