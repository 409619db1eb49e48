package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.groupplan.CloudView;
import com.vpsie.autoscaler.core.intent.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One pass over one group: its newest version, and what was seen of the cloud in this pass. Used by one thread. */
final class GroupWork {
    private final ActingTerm acting;
    private final GroupKey key;
    private final Tools tools;
    private final Duration begun;
    private NodeGroup group;
    private Optional<CloudView> cloud = Optional.empty();

    GroupWork(ActingTerm acting, GroupKey key, NodeGroup group, Tools tools) {
        this.acting = acting;
        this.key = key;
        this.group = group;
        this.tools = tools;
        this.begun = tools.clock().monotonic();
    }

    /** When the pass began, on the monotonic clock. */
    Duration begun() {
        return begun;
    }

    ActingTerm acting() {
        return acting;
    }

    GroupKey key() {
        return key;
    }

    NodeGroup group() {
        return group;
    }

    String uid() {
        return group.getMetadata().getUid();
    }

    String clusterId() {
        return group.getSpec().getResourceIdentifier();
    }

    Ledger ledger() {
        return GroupCodec.ledger(group.getStatus());
    }

    List<VPSieNode> children() {
        return tools.sights().children(key);
    }

    Optional<VPSieNode> child(String name) {
        return children().stream()
                .filter(child -> child.getMetadata().getName().equals(name))
                .findFirst();
    }

    Optional<CloudView> cloud() {
        return cloud;
    }

    void saw(CloudView view) {
        cloud = Optional.of(view);
    }

    /** Something may have changed at VPSie that the last look does not show. */
    void unsee() {
        cloud = Optional.empty();
    }

    void became(NodeGroup next) {
        group = next;
    }

    /** Stores by compare-and-set. */
    void store(UnaryOperator<NodeGroupStatus> change) {
        group = tools.statuses().write(acting, group, change);
    }

    /** Stores a ledger and the decision it came from by compare-and-set. */
    void store(Ledger ledger, Decision decision) {
        store(status -> {
            GroupCodec.write(ledger, status);
            return StatusRenderer.decided(status, decision);
        });
    }
}
