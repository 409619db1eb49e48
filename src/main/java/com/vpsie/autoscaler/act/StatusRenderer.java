package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.Conditions.Saying;
import com.vpsie.autoscaler.api.v1alpha1.LastDecision;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.NodeSummary;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.groupplan.Counts;
import com.vpsie.autoscaler.core.groupplan.GroupFacts;
import com.vpsie.autoscaler.core.groupplan.Step;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in the status of a NodeGroup how it is: numbers, nodes, conditions, the newest decision. Stateless. */
final class StatusRenderer {
    private StatusRenderer() {}

    /** At the end of a pass. */
    static NodeGroupStatus render(
            NodeGroupStatus status, NodeGroup group, GroupFacts facts, Step.Rest rest, List<VPSieNode> children) {
        Counts counts = Counts.of(facts);
        int desired = facts.group().boundedDesired();
        if (status.getDesiredNodes() != desired) {
            scaled(status, status.getDesiredNodes(), desired, facts.now());
        }
        status.setDesiredNodes(desired);
        status.setCurrentNodes(counts.counted());
        status.setReadyNodes(counts.ready());
        status.setNodes(children.stream()
                .filter(child ->
                        facts.ledger().memberOf(child.getMetadata().getName()).isPresent())
                .sorted(Comparator.comparing(child -> child.getMetadata().getName()))
                .map(StatusRenderer::summary)
                .toList());
        status.setObservedGeneration(GroupCodec.generation(group));
        status.setConditions(
                Conditions.with(status.getConditions(), sayings(group, facts, rest, counts, desired), facts.now()));
        return status;
    }

    /** Notes a change of the desired number, which a person or the bounds have made. */
    private static void scaled(NodeGroupStatus status, int before, int after, Instant now) {
        status.setLastScaleTime(Names.time(now));
        if (after > before) {
            status.setLastScaleUpTime(Names.time(now));
        } else {
            status.setLastScaleDownTime(Names.time(now));
        }
    }

    /** Notes a decision, unless it says what the last one said. */
    static NodeGroupStatus decided(NodeGroupStatus status, Decision decision) {
        LastDecision last = status.getLastDecision();
        if (last != null
                && decision.action().code().equals(last.getAction())
                && decision.reason().code().equals(last.getReason())
                && decision.message().equals(last.getMessage())) {
            return status;
        }
        LastDecision next = new LastDecision();
        next.setTime(Names.time(decision.time()));
        next.setAction(decision.action().code());
        next.setReason(decision.reason().code());
        next.setMessage(decision.message());
        status.setLastDecision(next);
        if (decision.action() == Action.BUY) {
            status.setLastScaleTime(Names.time(decision.time()));
            status.setLastScaleUpTime(Names.time(decision.time()));
        }
        if (decision.action() == Action.REMOVE) {
            status.setLastScaleTime(Names.time(decision.time()));
            status.setLastScaleDownTime(Names.time(decision.time()));
        }
        return status;
    }

    private static List<Saying> sayings(NodeGroup group, GroupFacts facts, Step.Rest rest, Counts counts, int desired) {
        long generation = GroupCodec.generation(group);
        boolean error = isError(rest.reason());
        boolean scaling = counts.counted() != desired || counts.ready() < counts.counted();
        boolean ready = !error && !scaling && !facts.group().deleting();
        List<Saying> sayings = new ArrayList<>();
        String numbers = counts.ready() + " of " + desired + " nodes ready";
        GroupReason progress = progress(facts, counts, desired);
        sayings.add(new Saying(
                "Ready",
                ready,
                ready
                        ? GroupReason.SCALING_COMPLETE.code()
                        : error ? rest.reason().code() : progress.code(),
                numbers,
                generation));
        sayings.add(new Saying("Scaling", scaling, progress.code(), rest.message(), generation));
        sayings.add(new Saying(
                "Error",
                error,
                error ? rest.reason().code() : GroupReason.NONE.code(),
                error ? rest.message() : "",
                generation));
        sayings.add(atBound(
                "AtMinCapacity", counts.counted() <= facts.group().min(), GroupReason.AT_MINIMUM_CAPACITY, generation));
        sayings.add(atBound(
                "AtMaxCapacity", counts.counted() >= facts.group().max(), GroupReason.AT_MAXIMUM_CAPACITY, generation));
        List<String> ignored = UnsupportedFields.of(group.getSpec());
        sayings.add(new Saying(
                "Unsupported",
                !ignored.isEmpty(),
                (ignored.isEmpty() ? GroupReason.ALL_FIELDS_ACTED_ON : GroupReason.FIELDS_IGNORED).code(),
                ignored.isEmpty() ? "" : "set, and without effect: " + String.join(", ", ignored),
                generation));
        return sayings;
    }

    private static Saying atBound(String type, boolean holds, GroupReason reason, long generation) {
        return new Saying(type, holds, (holds ? reason : GroupReason.BETWEEN_BOUNDS).code(), "", generation);
    }

    private static GroupReason progress(GroupFacts facts, Counts counts, int desired) {
        if (facts.group().deleting()) {
            return GroupReason.DELETING;
        }
        if (counts.counted() > desired) {
            return GroupReason.SCALING_DOWN;
        }
        return counts.counted() < desired || counts.ready() < counts.counted()
                ? GroupReason.SCALING_UP
                : GroupReason.SCALING_COMPLETE;
    }

    static boolean isError(GroupReason reason) {
        return switch (reason) {
            case VALIDATION_FAILED,
                    VPSIE_API_ERROR,
                    KUBERNETES_API_ERROR,
                    NODE_PROVISIONING_FAILED,
                    SCALE_DOWN_FAILED,
                    CLUSTER_CAPACITY_LIMIT_REACHED,
                    VPSIE_GROUP_TAKEN,
                    VPSIE_GROUP_UNCLEAR,
                    VPSIE_GROUP_NOT_EMPTY,
                    FROZEN,
                    MACHINE_UNCLEAR,
                    BACKING_OFF,
                    SPEND_CAP_REACHED,
                    LEDGER_INVALID -> true;
            case RECONCILING,
                    SCALING_UP,
                    SCALING_DOWN,
                    SCALING_COMPLETE,
                    AT_MINIMUM_CAPACITY,
                    AT_MAXIMUM_CAPACITY,
                    BETWEEN_BOUNDS,
                    VPSIE_NODE_GROUP_CREATED,
                    AWAITING_VPSIE,
                    RESOLVING,
                    THAWED,
                    GIVEN_UP,
                    ADOPTED,
                    IMPORTED,
                    NODE_REQUESTED,
                    NODE_REMOVED,
                    FIELDS_IGNORED,
                    ALL_FIELDS_ACTED_ON,
                    DELETING,
                    NONE -> false;
        };
    }

    private static NodeSummary summary(VPSieNode child) {
        NodeSummary summary = new NodeSummary();
        String nodeName = child.getStatus().getNodeName();
        summary.setNodeName(nodeName == null ? child.getMetadata().getName() : nodeName);
        summary.setVpsID(child.getSpec().getVpsieInstanceID());
        summary.setInstanceType(child.getSpec().getInstanceType());
        summary.setStatus(ChildCodec.phase(child).code());
        summary.setCreatedAt(child.getStatus().getCreatedAt());
        summary.setReadyAt(child.getStatus().getReadyAt());
        summary.setIpAddress(child.getSpec().getIpAddress());
        return summary;
    }
}
