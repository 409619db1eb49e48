package com.vpsie.autoscaler.core.lifecycle;

import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.core.lifecycle.RemovalView.DrainView;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The way out of a node, second phase of its deletion (the first is the deletionTimestamp): drain, delete the machine,
 * prove it gone, delete the Kubernetes node, let the ledger drop it, release the finalizer.
 *
 * <p>A drain that does not end before its deadline is given up: the node is made schedulable again and the machine stays,
 * so that a disruption budget is never broken by waiting long enough. It is tried anew after a pause as long as the
 * deadline.
 */
public final class Removal {
    private final Timeouts timeouts;

    /** With these timeouts. */
    public Removal(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The next step. */
    public RemovalStep next(RemovalView seen, Instant now) {
        if (seen.markedGone()) {
            return seen.inLedger()
                    ? new RemovalStep.Wait(NodeReason.VPS_GONE, Optional.empty())
                    : new RemovalStep.ReleaseFinalizer();
        }
        return switch (seen.phase()) {
            case TERMINATING -> terminating(seen, now);
            case DELETING -> deleting(seen);
            case PENDING, PROVISIONING, PROVISIONED, JOINING, READY, FAILED -> new RemovalStep.Enter(Phase.TERMINATING);
        };
    }

    private RemovalStep terminating(RemovalView seen, Instant now) {
        if (seen.ownership() == Ownership.AWAITED) {
            return new RemovalStep.Wait(NodeReason.TERMINATING, Optional.empty());
        }
        if (seen.ownership() != Ownership.CLAIMED
                || seen.node() == KubernetesSight.ABSENT
                || seen.drain().skip()) {
            return new RemovalStep.Enter(Phase.DELETING);
        }
        return drain(seen.drain(), now);
    }

    private RemovalStep drain(DrainView drain, Instant now) {
        if (drain.failedAt().isPresent()) {
            Instant again = drain.failedAt().get().plus(timeouts.drain());
            return now.isBefore(again)
                    ? new RemovalStep.Wait(NodeReason.DRAIN_FAILED, Optional.of(again))
                    : new RemovalStep.RestartDrain();
        }
        if (!drain.cordoned()) {
            return new RemovalStep.Cordon();
        }
        if (drain.podsLeft() == 0) {
            return new RemovalStep.Enter(Phase.DELETING);
        }
        Instant deadline = drain.startedAt().plus(timeouts.drain());
        if (!now.isBefore(deadline)) {
            return new RemovalStep.GiveUpDrain();
        }
        Instant soon = now.plus(min(timeouts.poll(), timeouts.drain().dividedBy(10)));
        return new RemovalStep.Evict(soon.isBefore(deadline) ? soon : deadline);
    }

    private static RemovalStep deleting(RemovalView seen) {
        switch (seen.ownership()) {
            case AWAITED:
                return new RemovalStep.Wait(NodeReason.DELETING, Optional.empty());
            case NOT_BOUGHT:
            case GIVEN_UP:
                return new RemovalStep.MarkGone();
            case CLAIMED:
                break;
        }
        if (seen.gone()) {
            return seen.node() == KubernetesSight.ABSENT
                    ? new RemovalStep.MarkGone()
                    : new RemovalStep.DeleteNodeObject();
        }
        return seen.deleteAnswered() ? new RemovalStep.Look() : new RemovalStep.DeleteMachine();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
