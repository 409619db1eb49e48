package com.vpsie.autoscaler.core.lifecycle;

import java.time.Duration;
import java.util.Optional;

/**
 * What speaks for a machine being gone. VPSie must have answered its deletion (done, or not found), <em>and</em> lists
 * begun after that answer must be without it: one for a machine that was ever listed, two a settle window apart for one
 * that never was. Not found alone proves nothing: a wrong path or a retired endpoint answers so, too.
 *
 * <p>Immutable. Readings are of this process's monotonic clock, so evidence is gathered anew by each leader.
 *
 * @param answeredAt when the last deletion was answered; empty when none was, or the machine was seen since
 * @param firstAbsent begin of the first list without it after the answer
 * @param lastAbsent begin of the last such list
 * @param attempts deletions sent
 */
public record GoneEvidence(
        Optional<Duration> answeredAt, Optional<Duration> firstAbsent, Optional<Duration> lastAbsent, int attempts) {
    /** Nothing known. */
    public static final GoneEvidence NONE = new GoneEvidence(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /** A deletion was answered with done or not found. */
    public GoneEvidence answered(Duration at) {
        return new GoneEvidence(Optional.of(at), Optional.empty(), Optional.empty(), attempts + 1);
    }

    /** A deletion was sent and not answered so. */
    public GoneEvidence unanswered() {
        return new GoneEvidence(answeredAt, firstAbsent, lastAbsent, attempts + 1);
    }

    /**
     * A list of the right cluster was read.
     *
     * @param begun when its request began
     */
    public GoneEvidence listed(boolean contains, Duration begun) {
        if (contains) {
            return new GoneEvidence(Optional.empty(), Optional.empty(), Optional.empty(), attempts);
        }
        if (answeredAt.isEmpty() || begun.compareTo(answeredAt.get()) < 0) {
            return this;
        }
        return new GoneEvidence(answeredAt, Optional.of(firstAbsent.orElse(begun)), Optional.of(begun), attempts);
    }

    /** The verdict. */
    public boolean provesGone(boolean everListed, Duration settleWindow) {
        if (lastAbsent.isEmpty() || firstAbsent.isEmpty()) {
            return false;
        }
        return everListed || lastAbsent.get().minus(firstAbsent.get()).compareTo(settleWindow) >= 0;
    }
}
