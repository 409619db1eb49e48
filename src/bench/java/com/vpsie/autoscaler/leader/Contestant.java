package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One elector in a race for a Lease, with a client and an API user of its own. Any thread. */
interface Contestant extends AutoCloseable {
    /** Where it races and how. Both products take ⅔·L as deadline and 2/15·L as retry period, 10 s and 2 s of 15 s. */
    record Entry(KubernetesUnderTest api, String user, String lease, Duration leaseDuration, int electors) {}

    String user();

    /** Whether it may act now, by its own rules. */
    boolean leads();

    /** When its application was told last that it leads. */
    Optional<Instant> began();

    /** When it was told that it leads no more, or could act last as far as it was asked; empty while it leads. */
    Optional<Instant> ended();

    /** How much later than {@link #ended} the end may have been, for want of asking. */
    Duration unsure();

    /** Whether it knows who leads. */
    boolean follows();

    /** Gives up in order, as at a shutdown. Returns when that is done. */
    void leave();

    /** Ends it without a word to the API server. */
    @Override
    void close();
}
