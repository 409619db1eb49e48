package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.leader.Leadership;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The only place that writes the status of a NodeGroup. Token and {@code sealedBy} are the term's, never those of the
 * object that was read, and the write is a compare-and-set: so a write of a term that is over fails, by the version if the
 * new leader has sealed already, by the API server's rule on the token if it has not been read since.
 *
 * <p>Thread-safe. Blocks for its requests.
 */
final class SealedStatusWriter {
    private static final int SETTLE_TRIES = 5;

    private final Objects objects;
    private final Sights sights;
    private final Leadership leadership;
    private final boolean dryRun;

    SealedStatusWriter(Objects objects, Sights sights, Leadership leadership, boolean dryRun) {
        this.objects = objects;
        this.sights = sights;
        this.leadership = leadership;
        this.dryRun = dryRun;
    }

    /** True when this term's seal is on the group. */
    static boolean sealed(ActingTerm acting, NodeGroup group) {
        Long token = group.getStatus().getLeaderToken();
        return token != null
                && token == acting.token()
                && acting.sealedBy().equals(group.getStatus().getSealedBy());
    }

    /**
     * Writes a status over exactly the version given.
     *
     * @return what the API server stored; the group itself when nothing would change
     * @throws WriteRefused {@code STALE} when the group has changed, {@code FENCED} when a newer leader has sealed it
     */
    NodeGroup write(ActingTerm acting, NodeGroup group, UnaryOperator<NodeGroupStatus> change) {
        refuseForeignSeal(acting, group);
        NodeGroup next = Copies.of(group);
        NodeGroupStatus status = change.apply(next.getStatus());
        status.setLeaderToken(acting.token());
        status.setSealedBy(acting.sealedBy());
        next.setStatus(status);
        if (Copies.same(next.getStatus(), group.getStatus())) {
            return group;
        }
        if (dryRun) {
            return next;
        }
        try {
            NodeGroup stored = objects.putGroupStatus(next);
            acting.sealed(stored.getMetadata().getUid());
            sights.wrote(stored);
            return stored;
        } catch (WriteRefused e) {
            if (e.why() == Why.FENCED) {
                reread(group).ifPresent(fresh -> refuseForeignSeal(acting, fresh));
            } else if (e.why() == Why.STALE) {
                reread(group);
            }
            throw e;
        }
    }

    /**
     * Writes what an answer means, over whatever the group is meanwhile, as long as it still carries this term's seal: a
     * person's change of the spec must not make us forget an answer. Works after the term has ended, too: then the new
     * leader's seal, if it is there, refuses it.
     *
     * @param change empty when there is nothing to settle any more
     */
    NodeGroup settle(ActingTerm acting, NodeGroup group, Function<NodeGroupStatus, Optional<NodeGroupStatus>> change) {
        NodeGroup current = group;
        for (int attempt = 1; ; attempt++) {
            Optional<NodeGroupStatus> settled = change.apply(Copies.of(current).getStatus());
            if (settled.isEmpty()) {
                return current;
            }
            try {
                return write(acting, current, status -> settled.get());
            } catch (WriteRefused e) {
                if (e.why() != Why.STALE || attempt == SETTLE_TRIES) {
                    throw e;
                }
                current = objects.getGroup(key(group))
                        .filter(fresh -> fresh.getMetadata()
                                .getUid()
                                .equals(group.getMetadata().getUid()))
                        .filter(fresh -> sealed(acting, fresh))
                        .orElseThrow(() -> new WriteRefused(Why.FENCED, key(group) + " is no longer ours", e));
            }
        }
    }

    private Optional<NodeGroup> reread(NodeGroup group) {
        Optional<NodeGroup> fresh = objects.getGroup(key(group));
        fresh.ifPresent(sights::wrote);
        return fresh;
    }

    private void refuseForeignSeal(ActingTerm acting, NodeGroup group) {
        Long token = group.getStatus().getLeaderToken();
        if (token != null && token > acting.token()) {
            leadership.fencedBy(token);
            throw new WriteRefused(
                    Why.FENCED,
                    key(group) + " is sealed with token " + token + ", which is above our " + acting.token());
        }
        boolean ours = acting.sealedBy().equals(group.getStatus().getSealedBy());
        if (token != null
                && token == acting.token()
                && !ours
                && acting.hasSealed(group.getMetadata().getUid())) {
            // two leaders with one token: an election that is off in two replicas; the later seal has the group
            throw new WriteRefused(Why.FENCED, key(group) + " was sealed by another leader with our token " + token);
        }
    }

    private static GroupKey key(NodeGroup group) {
        return new GroupKey(
                group.getMetadata().getNamespace(), group.getMetadata().getName());
    }
}
