package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupSpec;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNodeSpec;
import com.vpsie.autoscaler.core.groupplan.ChildView;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between a stored VPSieNode and the values that are decided on. Stateless. */
final class ChildCodec {
    static final String ERROR = "Error";

    private ChildCodec() {}

    static ChildView view(VPSieNode child) {
        ObjectMeta meta = child.getMetadata();
        Phase phase = phase(child);
        Instant created = Times.or(meta.getCreationTimestamp(), Instant.EPOCH);
        return new ChildView(
                meta.getName(),
                meta.getUid(),
                phase,
                text(child.getSpec().getVpsieNodeIdentifier()),
                text(child.getStatus().getHostname()),
                operation(child).isPresent(),
                deleting(child),
                child.getStatus().getDeletedAt() != null,
                created,
                phase == Phase.FAILED ? failedAt(child, created) : created);
    }

    /** An unknown word is read as a fresh object: nothing is decided from it that costs money. */
    static Phase phase(VPSieNode child) {
        return Phase.parse(child.getStatus().getPhase()).orElse(Phase.PENDING);
    }

    static boolean deleting(VPSieNode child) {
        return child.getMetadata().getDeletionTimestamp() != null;
    }

    /** The operation of ours that it was created for. */
    static Optional<String> operation(VPSieNode child) {
        Map<String, String> annotations = child.getMetadata().getAnnotations();
        return annotations == null
                ? Optional.empty()
                : Optional.ofNullable(annotations.get(Names.ANNOTATION_OPERATION));
    }

    private static Instant failedAt(VPSieNode child, Instant created) {
        return condition(child, ERROR)
                .map(Condition::getLastTransitionTime)
                .map(time -> Times.or(time, created))
                .orElse(created);
    }

    static Optional<Condition> condition(VPSieNode child, String type) {
        return child.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** The VPSieNode of a member, to be created. */
    static VPSieNode fresh(NodeGroup group, Member member) {
        VPSieNode child = new VPSieNode();
        child.setMetadata(new ObjectMetaBuilder()
                .withNamespace(group.getMetadata().getNamespace())
                .withName(member.vpsieNode())
                .withLabels(Map.of(
                        Names.LABEL_MANAGED,
                        Names.TRUE,
                        Names.LABEL_NODE_GROUP,
                        group.getMetadata().getName()))
                .withAnnotations(Map.of(Names.ANNOTATION_OPERATION, member.opId()))
                .withFinalizers(Names.FINALIZER_VPSIE_NODE)
                .addNewOwnerReference()
                .withApiVersion(group.getApiVersion())
                .withKind(group.getKind())
                .withName(group.getMetadata().getName())
                .withUid(group.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .build());
        NodeGroupSpec from = group.getSpec();
        VPSieNodeSpec spec = child.getSpec();
        spec.setInstanceType(instanceType(from));
        spec.setNodeGroupName(group.getMetadata().getName());
        spec.setDatacenterID(from.getDatacenterID());
        spec.setResourceIdentifier(from.getResourceIdentifier());
        spec.setProject(from.getProject());
        spec.setKubernetesVersion(from.getKubernetesVersion());
        spec.setOsImageID(from.getOsImageID());
        spec.setSshKeyIDs(new ArrayList<>(from.getSshKeyIDs()));
        spec.setVpsieGroupID(group.getStatus().getVpsieGroupID());
        if (member.hasMachine()) {
            spec.setVpsieNodeIdentifier(member.identifier());
        }
        return child;
    }

    static String instanceType(NodeGroupSpec spec) {
        String preferred = spec.getPreferredInstanceType();
        if (preferred != null && !preferred.isBlank()) {
            return preferred;
        }
        return spec.getOfferingIDs().isEmpty() ? "" : spec.getOfferingIDs().get(0);
    }

    static boolean isOf(VPSieNode child, NodeGroup group) {
        return child.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(group.getMetadata().getUid()));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
