package com.vpsie.autoscaler.core.lifecycle;

import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of a VPSieNode that is being deleted.
 *
 * @param ownership what the ledger says
 * @param inLedger the ledger still holds it
 * @param node the Kubernetes node
 * @param drain how far its drain is
 * @param deleteAnswered VPSie answered the deletion and nothing was seen of the machine since
 * @param gone the machine is proven gone
 * @param markedGone that is written down
 */
public record RemovalView(
        Phase phase,
        Ownership ownership,
        boolean inLedger,
        KubernetesSight node,
        DrainView drain,
        boolean deleteAnswered,
        boolean gone,
        boolean markedGone) {
    /**
     * How far a drain is; all of it is read from objects, so the next leader goes on where this one stopped.
     *
     * @param skip a person said not to drain
     * @param startedAt when it began
     * @param failedAt when it was last given up; empty while it is tried
     * @param cordoned by us
     * @param podsLeft pods that must leave; 0 also when nobody has to
     */
    public record DrainView(
            boolean skip, Instant startedAt, Optional<Instant> failedAt, boolean cordoned, int podsLeft) {}
}
