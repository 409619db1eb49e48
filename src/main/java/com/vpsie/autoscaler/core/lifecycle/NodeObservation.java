package com.vpsie.autoscaler.core.lifecycle;

import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of one node.
 *
 * @param ownership what the ledger of its group says
 * @param machine what VPSie's list shows
 * @param node what Kubernetes shows
 * @param phaseSince when its phase began: asked for, running, failed; wall clock
 */
public record NodeObservation(Ownership ownership, MachineSight machine, KubernetesSight node, Instant phaseSince) {
    /** What the ledger of the group says of a node. */
    public enum Ownership {
        /** No request was carried out. */
        NOT_BOUGHT,
        /** A request was made and its machine is not known. */
        AWAITED,
        /** The machine is known. */
        CLAIMED,
        /** The ledger gave it up. */
        GIVEN_UP
    }

    /** What VPSie's list shows of the machine. */
    public enum MachineSight {
        /** Nobody looked. */
        NOT_LOOKED,
        ABSENT,
        /** Listed, and not running. */
        STARTING,
        RUNNING
    }

    /** What Kubernetes shows of the node. */
    public enum KubernetesSight {
        ABSENT,
        NOT_READY,
        READY
    }

    /** The same with another start of the phase. */
    public NodeObservation since(Instant start) {
        return new NodeObservation(ownership, machine, node, start);
    }

    /** When a span that began with the phase ends; empty for no span. */
    Optional<Instant> after(java.time.Duration span) {
        return span.isZero() ? Optional.empty() : Optional.of(phaseSince.plus(span));
    }
}
