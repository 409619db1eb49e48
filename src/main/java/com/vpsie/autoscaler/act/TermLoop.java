package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.cluster.GroupKey;
import java.time.Duration;

/** A loop that works while this replica leads. {@code start} and {@code close} alternate; the rest is thread-safe. */
public interface TermLoop {
    /** Begins the work of a term; returns at once. */
    void start(ActingTerm term);

    /** Something of a group has changed; must not block. Ignored between terms. */
    void groupChanged(GroupKey group);

    /** Begins nothing new from now on; returns at once. */
    void close();

    /**
     * Waits for what runs; call after {@link #close}.
     *
     * @return false when that takes longer than {@code atMost}
     */
    boolean awaitIdle(Duration atMost) throws InterruptedException;
}
