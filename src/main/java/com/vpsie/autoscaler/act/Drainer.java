package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves pods off a node by the Eviction API, which honours disruption budgets. How far a drain is stands on the node
 * itself, so that the next leader goes on with it or takes it back.
 */
final class Drainer {
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String DRAINING = "draining";
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final Tools tools;

    Drainer(Tools tools) {
        this.tools = tools;
    }

    /** True when we, not a person, made the node unschedulable. */
    static boolean cordonedByUs(Node node) {
        Map<String, String> annotations = node.getMetadata().getAnnotations();
        return annotations != null
                && DRAINING.equals(annotations.get(Names.ANNOTATION_DRAIN_STATUS))
                && unschedulable(node);
    }

    private static boolean unschedulable(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    void cordon(Node node, Instant now) {
        patch(
                node,
                true,
                Map.of(Names.ANNOTATION_DRAIN_STATUS, DRAINING, Names.ANNOTATION_DRAIN_START, Names.time(now)));
    }

    /** Only what we cordoned ourselves becomes schedulable again. */
    void giveUp(Node node) {
        if (cordonedByUs(node)) {
            patch(node, false, Map.of(Names.ANNOTATION_DRAIN_STATUS, "timeout"));
        }
    }

    private void patch(Node node, boolean unschedulable, Map<String, String> annotations) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uid", node.getMetadata().getUid());
        metadata.put("annotations", annotations);
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        patch.put("spec", Map.of("unschedulable", unschedulable));
        tools.objects().patchNode(node.getMetadata().getName(), patch);
    }

    /** The pods that have to leave before the machine may go. */
    List<Pod> toLeave(Node node) {
        boolean alive = NodeWork.sight(Optional.of(node)) == KubernetesSight.READY;
        return tools.objects().podsOn(node.getMetadata().getName()).stream()
                .filter(pod -> !staysToTheEnd(pod))
                // nobody is left on a dead node who could finish a termination
                .filter(pod -> alive || !terminating(pod))
                .toList();
    }

    /** Asks for each pod's eviction once; who is protected by a budget now is asked again next time. */
    void evict(List<Pod> pods) {
        for (Pod pod : pods) {
            if (!terminating(pod)) {
                tools.objects().evict(pod);
            }
        }
    }

    private static boolean terminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean staysToTheEnd(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        boolean mirror = annotations != null && annotations.containsKey(MIRROR);
        boolean daemon = pod.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getKind)
                .anyMatch("DaemonSet"::equals);
        boolean over = pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
        return mirror || daemon || over;
    }
}
