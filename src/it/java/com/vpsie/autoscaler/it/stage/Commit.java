package com.vpsie.autoscaler.it.stage;

import java.time.Instant;

/**
 * One write of the Lease that took effect, as the API server's own log has it. Immutable.
 *
 * @param received when the request had arrived at the API server: its sender had begun before
 * @param answered when it was answered: it had taken effect before
 * @param user who wrote
 * @param version of the Lease after it, of a deletion before it
 * @param holder whole identity; empty when nobody holds it any more
 */
public record Commit(Instant received, Instant answered, String user, long version, String holder) {
    /** The pod's name out of the identity; every replica's user is called as its pod. */
    public String pod() {
        int end = holder.indexOf('_');
        return end < 0 ? holder : holder.substring(0, end);
    }

    /** An acquisition or a renewal: whoever wrote it holds the Lease by it. */
    public boolean holds() {
        return !holder.isEmpty() && user.equals(pod());
    }
}
