package com.vpsie.autoscaler.core.lifecycle;

import com.vpsie.autoscaler.core.lifecycle.NextPhase.Intent;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.MachineSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a node that nobody is deleting: (phase, observation, now) → next phase. One step at a time, so that every
 * phase that was passed is also written; {@code Terminating} and {@code Deleting} are {@link Removal}'s.
 */
public final class PhaseTable {
    private final Timeouts timeouts;

    /** A table with these timeouts. */
    public PhaseTable(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The next phase; the same phase when nothing changes. */
    public NextPhase next(Phase phase, NodeObservation seen, Instant now) {
        return switch (phase) {
            case PENDING -> pending(seen);
            case PROVISIONING -> provisioning(seen, now);
            case PROVISIONED -> NextPhase.of(Phase.JOINING, NodeReason.JOINING);
            case JOINING -> joining(seen, now);
            case READY -> ready(seen, now);
            case FAILED -> failed(seen, now);
            // the deletion of a VPSieNode cannot be taken back
            case TERMINATING -> NextPhase.of(Phase.TERMINATING, NodeReason.TERMINATING);
            case DELETING -> NextPhase.of(Phase.DELETING, NodeReason.DELETING);
        };
    }

    private static NextPhase pending(NodeObservation seen) {
        return switch (seen.ownership()) {
            case NOT_BOUGHT -> NextPhase.of(Phase.PENDING, NodeReason.PENDING);
            case AWAITED, CLAIMED -> NextPhase.of(Phase.PROVISIONING, NodeReason.PROVISIONING);
            case GIVEN_UP -> NextPhase.of(Phase.FAILED, NodeReason.GIVEN_UP);
        };
    }

    private NextPhase provisioning(NodeObservation seen, Instant now) {
        return switch (seen.ownership()) {
            case NOT_BOUGHT -> NextPhase.of(Phase.PENDING, NodeReason.PENDING);
            // how long an awaited node is awaited is the ledger's business
            case AWAITED -> NextPhase.of(Phase.PROVISIONING, NodeReason.PROVISIONING);
            case GIVEN_UP -> NextPhase.of(Phase.FAILED, NodeReason.GIVEN_UP);
            case CLAIMED -> claimed(seen, now);
        };
    }

    private NextPhase claimed(NodeObservation seen, Instant now) {
        if (seen.machine() == MachineSight.RUNNING) {
            return NextPhase.of(Phase.PROVISIONED, NodeReason.PROVISIONED);
        }
        if (over(seen.after(timeouts.provision()), now)) {
            return NextPhase.of(Phase.FAILED, NodeReason.PROVISIONING_TIMEOUT);
        }
        return NextPhase.of(Phase.PROVISIONING, NodeReason.PROVISIONING).until(Optional.of(now.plus(timeouts.poll())));
    }

    private NextPhase joining(NodeObservation seen, Instant now) {
        if (seen.ownership() == Ownership.GIVEN_UP) {
            return NextPhase.of(Phase.FAILED, NodeReason.GIVEN_UP);
        }
        if (seen.node() == KubernetesSight.READY) {
            return NextPhase.of(Phase.READY, NodeReason.READY).with(Intent.LABEL_NODE);
        }
        if (over(seen.after(timeouts.ready()), now)) {
            return NextPhase.of(Phase.FAILED, NodeReason.JOINING_TIMEOUT);
        }
        NextPhase stay = seen.node() == KubernetesSight.NOT_READY
                ? NextPhase.of(Phase.JOINING, NodeReason.JOINED).with(Intent.LABEL_NODE)
                : NextPhase.of(Phase.JOINING, NodeReason.JOINING);
        return stay.until(seen.after(timeouts.ready()));
    }

    /**
     * A node that was ready keeps its phase while it is not: it is failed only when VPSie, too, does not list its machine
     * and that has lasted as long as a new node may take. An empty list alone must never replace a whole group.
     */
    private NextPhase ready(NodeObservation seen, Instant now) {
        return switch (seen.node()) {
            case READY -> NextPhase.of(Phase.READY, NodeReason.READY).with(Intent.LABEL_NODE);
            case NOT_READY, ABSENT -> {
                NodeReason why =
                        seen.node() == KubernetesSight.ABSENT ? NodeReason.NODE_NOT_FOUND : NodeReason.NOT_READY;
                if (seen.machine() == MachineSight.ABSENT && over(seen.after(timeouts.ready()), now)) {
                    yield NextPhase.of(Phase.FAILED, NodeReason.MACHINE_LOST);
                }
                Instant due = seen.phaseSince().plus(timeouts.ready());
                yield NextPhase.of(Phase.READY, why)
                        .until(Optional.of(now.isBefore(due) ? due : now.plus(timeouts.ready())));
            }
        };
    }

    private NextPhase failed(NodeObservation seen, Instant now) {
        NextPhase stay = NextPhase.of(Phase.FAILED, NodeReason.FAILED);
        Optional<Instant> end = seen.after(timeouts.failedTtl());
        return over(end, now)
                ? NextPhase.of(Phase.FAILED, NodeReason.TTL_EXPIRED).with(Intent.DELETE_SELF)
                : stay.until(end);
    }

    private static boolean over(Optional<Instant> end, Instant now) {
        return end.map(at -> !now.isBefore(at)).orElse(false);
    }
}
