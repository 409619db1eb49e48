package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.GroupMember;
import com.vpsie.autoscaler.api.v1alpha1.GroupOperation;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupSpec;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.core.groupplan.GroupView;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Between a stored NodeGroup and the values that are decided on. Stateless. */
final class GroupCodec {
    static final String FROZEN = "Frozen";

    private GroupCodec() {}

    static GroupView view(NodeGroup group) {
        NodeGroupSpec spec = group.getSpec();
        NodeGroupStatus status = group.getStatus();
        Long vpsieGroup = status.getVpsieGroupID();
        Long size = spec.getKubeSizeID();
        return new GroupView(
                group.getMetadata().getNamespace(),
                group.getMetadata().getName(),
                group.getMetadata().getUid(),
                generation(group),
                managed(group),
                group.getMetadata().getDeletionTimestamp() != null,
                group.getMetadata().getFinalizers().contains(Names.FINALIZER_NODE_GROUP),
                spec.getResourceIdentifier(),
                size == null ? 0 : size,
                spec.getMinNodes(),
                spec.getMaxNodes(),
                status.getDesiredNodes(),
                vpsieGroup == null || vpsieGroup == 0 ? OptionalLong.empty() : OptionalLong.of(vpsieGroup),
                status.isGroupCreatedByUs(),
                frozenAt(status),
                retry(group).map(value -> !value.equals(status.getRetried())).orElse(false),
                problems(spec));
    }

    /** What a person wrote to thaw the group; only a new value means anything. */
    static Optional<String> retry(NodeGroup group) {
        Map<String, String> annotations = group.getMetadata().getAnnotations();
        return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(Names.ANNOTATION_RETRY));
    }

    static boolean managed(NodeGroup group) {
        Map<String, String> labels = group.getMetadata().getLabels();
        return labels != null && Names.TRUE.equals(labels.get(Names.LABEL_MANAGED));
    }

    static long generation(NodeGroup group) {
        Long generation = group.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    private static OptionalLong frozenAt(NodeGroupStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals(FROZEN)
                        && condition.getStatus().equals("True"))
                .map(Condition::getObservedGeneration)
                .mapToLong(generation -> generation == null ? 0 : generation)
                .findFirst();
    }

    /** What the CRD's rules already refuse is said again for objects that were stored before them. */
    private static List<String> problems(NodeGroupSpec spec) {
        List<String> problems = new ArrayList<>();
        if (spec.getMinNodes() < 0 || spec.getMaxNodes() < 1 || spec.getMinNodes() > spec.getMaxNodes()) {
            problems.add("minNodes " + spec.getMinNodes() + " and maxNodes " + spec.getMaxNodes()
                    + " must satisfy 0 <= minNodes <= maxNodes and maxNodes >= 1");
        }
        if (spec.getResourceIdentifier().isBlank()) {
            problems.add("resourceIdentifier, the VPSie cluster, is missing");
        }
        if (spec.getDatacenterID().isBlank()) {
            problems.add("datacenterID is missing");
        }
        if (spec.getOfferingIDs().isEmpty()) {
            problems.add("offeringIDs is empty");
        }
        if (!spec.getKubernetesVersion().matches(Names.VERSION_PATTERN)) {
            problems.add("kubernetesVersion \"" + spec.getKubernetesVersion() + "\" is no version like v1.34.1");
        }
        return problems;
    }

    /** @throws IllegalArgumentException when what is stored breaks the ledger's rules, or cannot be read */
    static Ledger ledger(NodeGroupStatus status) {
        GroupOperation operation = status.getOperation();
        return new Ledger(
                operation == null ? Optional.empty() : Optional.of(operation(operation)),
                status.getMembers().stream().map(GroupCodec::member).toList());
    }

    static void write(Ledger ledger, NodeGroupStatus status) {
        status.setOperation(ledger.operation().map(GroupCodec::operation).orElse(null));
        status.setMembers(ledger.members().stream().map(GroupCodec::member).toList());
    }

    private static Operation operation(GroupOperation stored) {
        OperationKind kind = switch (stored.getKind()) {
            case CREATE_GROUP -> OperationKind.CREATE_GROUP;
            case CREATE_NODE -> OperationKind.CREATE_NODE;
            case DELETE_GROUP -> OperationKind.DELETE_GROUP;
        };
        return new Operation(
                stored.getId(),
                kind,
                stored.getToken(),
                stored.getGroupUID(),
                new TreeSet<>(stored.getKnown()),
                time(stored.getStartedAt()),
                stored.getAttempts(),
                text(stored.getTarget()));
    }

    private static GroupOperation operation(Operation operation) {
        GroupOperation stored = new GroupOperation();
        stored.setId(operation.id());
        stored.setKind(
                switch (operation.kind()) {
                    case CREATE_GROUP -> GroupOperation.Kind.CREATE_GROUP;
                    case CREATE_NODE -> GroupOperation.Kind.CREATE_NODE;
                    case DELETE_GROUP -> GroupOperation.Kind.DELETE_GROUP;
                });
        stored.setToken(operation.token());
        stored.setGroupUID(operation.groupUid());
        stored.setKnown(operation.known().stream().sorted().toList());
        stored.setStartedAt(Names.time(operation.startedAt()));
        stored.setAttempts(operation.attempts());
        stored.setTarget(operation.target());
        return stored;
    }

    private static Member member(GroupMember stored) {
        MemberState state = switch (stored.getState()) {
            case REQUESTED -> MemberState.REQUESTED;
            case AWAITED -> MemberState.AWAITED;
            case CLAIMED -> MemberState.CLAIMED;
            case DELETING -> MemberState.DELETING;
            case FAILED -> MemberState.FAILED;
        };
        String listedAt = stored.getListedAt();
        return new Member(
                stored.getOpId(),
                text(stored.getVpsieNode()),
                text(stored.getIdentifier()),
                listedAt == null ? Optional.empty() : Optional.of(time(listedAt)),
                state,
                time(text(stored.getSince())));
    }

    private static GroupMember member(Member member) {
        GroupMember stored = new GroupMember();
        stored.setOpId(member.opId());
        stored.setVpsieNode(member.vpsieNode());
        stored.setIdentifier(member.hasMachine() ? member.identifier() : null);
        stored.setListedAt(member.listedAt().map(Names::time).orElse(null));
        stored.setState(
                switch (member.state()) {
                    case REQUESTED -> GroupMember.State.REQUESTED;
                    case AWAITED -> GroupMember.State.AWAITED;
                    case CLAIMED -> GroupMember.State.CLAIMED;
                    case DELETING -> GroupMember.State.DELETING;
                    case FAILED -> GroupMember.State.FAILED;
                });
        stored.setSince(Names.time(member.since()));
        return stored;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Instant time(String value) {
        return value.isEmpty() ? Instant.EPOCH : Times.parse(value);
    }
}
