package com.vpsie.autoscaler.leader;

/**
 * Implemented by the host application: the highest token found on the records that its leaders sealed. Read at
 * acquisition, so that tokens grow even over a deleted Lease or a restored backup. Called from the election's own
 * worker thread, may block for a few seconds.
 */
public interface TokenFloor {
    /**
     * The highest sealed token, 0 when nothing was ever sealed; a consistent read, never from a cache.
     *
     * @throws Exception when it cannot be read now: the replica does not lead then and tries again
     */
    long read() throws Exception;
}
