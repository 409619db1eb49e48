package com.vpsie.autoscaler.leader.core;

/**
 * Bounds requests in any window, also after stalls and under refusals. Reads may not use the last of it: a take-over or
 * a renewal must never wait for a look at the Lease.
 */
final class RateBudget {
    private static final int FOLLOWER = 5;
    private static final int LEADER = 12;
    private static final int KEPT_FOR_WRITES = 2;

    private final long window;
    private final long[] last = new long[LEADER];
    private int count;

    RateBudget(long windowNanos) {
        this.window = windowNanos;
    }

    /** When the next request may start; in the past when it may start now. */
    long freeAt(boolean leader, boolean write) {
        int limit = (leader ? LEADER : FOLLOWER) - (write ? 0 : KEPT_FOR_WRITES);
        return count < limit ? Long.MIN_VALUE : last[Math.floorMod(count - limit, LEADER)] + window;
    }

    void spend(long now) {
        last[Math.floorMod(count, LEADER)] = now;
        count = count == Integer.MAX_VALUE ? LEADER + Math.floorMod(count, LEADER) + 1 : count + 1;
    }
}
