package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.observe.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One pass over one VPSieNode: its newest version and what its group's ledger says of it. Used by one thread. */
final class NodeWork {
    private final ActingTerm acting;
    private final Optional<NodeGroup> group;
    private final Optional<Member> member;
    private final boolean unresolved;
    private VPSieNode child;

    NodeWork(ActingTerm acting, VPSieNode child, Optional<NodeGroup> group) {
        this.acting = acting;
        this.child = child;
        this.group = group;
        Optional<Ledger> ledger = group.map(g -> GroupCodec.ledger(g.getStatus()));
        this.member = ledger.flatMap(l -> l.memberOf(child.getMetadata().getName()));
        this.unresolved = member.isPresent() && ledger.get().isUnresolved(member.get());
    }

    ActingTerm acting() {
        return acting;
    }

    VPSieNode child() {
        return child;
    }

    void became(VPSieNode next) {
        child = next;
    }

    Optional<NodeGroup> group() {
        return group;
    }

    Optional<Member> member() {
        return member;
    }

    String clusterId() {
        return child.getSpec().getResourceIdentifier();
    }

    /** The ledger's word counts; what a VPSieNode says of itself counts only when it has no group any more. */
    String identifier() {
        return group.isPresent()
                ? member.map(Member::identifier).orElse("")
                : ChildCodec.text(child.getSpec().getVpsieNodeIdentifier());
    }

    String hostname() {
        String told = ChildCodec.text(child.getStatus().getHostname());
        return told.isEmpty() ? ChildCodec.text(child.getSpec().getNodeName()) : told;
    }

    /** For a life. */
    Ownership ownership() {
        if (member.isEmpty()) {
            return identifier().isEmpty() ? Ownership.NOT_BOUGHT : Ownership.CLAIMED;
        }
        return switch (member.get().state()) {
            case REQUESTED -> unresolved ? Ownership.AWAITED : Ownership.NOT_BOUGHT;
            case AWAITED -> Ownership.AWAITED;
            case CLAIMED, DELETING -> Ownership.CLAIMED;
            case FAILED -> Ownership.GIVEN_UP;
        };
    }

    /** For a removal: a failed node may have a machine, which has to go. */
    Ownership ownershipOfRemains() {
        Ownership ownership = ownership();
        return ownership == Ownership.GIVEN_UP && !identifier().isEmpty() ? Ownership.CLAIMED : ownership;
    }

    static KubernetesSight sight(Optional<Node> node) {
        if (node.isEmpty()) {
            return KubernetesSight.ABSENT;
        }
        List<NodeCondition> conditions = node.get().getStatus() == null
                ? List.of()
                : node.get().getStatus().getConditions();
        boolean ready = conditions.stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        return ready ? KubernetesSight.READY : KubernetesSight.NOT_READY;
    }

    /** The Kubernetes node of the machine, unless it carries the name of another VPSieNode. */
    Optional<Node> node(Sights sights) {
        String hostname = hostname();
        if (hostname.isEmpty() || identifier().isEmpty()) {
            return Optional.empty();
        }
        return sights.worker(hostname).filter(this::mayHave);
    }

    /** The name by which the machine's kubelet registers; empty while it has no machine. */
    Optional<String> nodeName() {
        return identifier().isEmpty() || hostname().isEmpty()
                ? Optional.empty()
                : Optional.of(hostname().toLowerCase(Locale.ROOT));
    }

    /** A worker that does not carry the name of another VPSieNode. */
    boolean mayHave(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        String owner = labels == null ? null : labels.get(Names.LABEL_VPSIE_NODE);
        return Nodes.isWorker(node)
                && (owner == null || owner.equals(child.getMetadata().getName()));
    }

    static Optional<Machine> machine(List<Machine> machines, String identifier) {
        return machines.stream()
                .filter(machine -> machine.identifier().equals(identifier))
                .findFirst();
    }
}
