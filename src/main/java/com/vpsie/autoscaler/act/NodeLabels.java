package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeTaint;
import com.vpsie.autoscaler.api.v1alpha1.TaintEffect;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the labels that name its group, and the group's own labels and taints, on a Kubernetes node that has joined. */
final class NodeLabels {
    private final Tools tools;

    NodeLabels(Tools tools) {
        this.tools = tools;
    }

    /** Writes only what is missing; labels and taints of others stay. */
    void ensure(NodeWork work, Node node) {
        NodeGroup group = work.group().orElseThrow();
        Map<String, String> missing = missingLabels(work, group, node);
        List<Taint> taints = taints(group, node);
        boolean taintsMissing = taints.size() > present(node).size();
        if (missing.isEmpty() && !taintsMissing) {
            return;
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", node.getMetadata().getResourceVersion());
        metadata.put("uid", node.getMetadata().getUid());
        if (!missing.isEmpty()) {
            metadata.put("labels", missing);
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        if (taintsMissing) {
            patch.put("spec", Map.of("taints", taints));
        }
        tools.objects().patchNode(node.getMetadata().getName(), patch);
    }

    private static Map<String, String> missingLabels(NodeWork work, NodeGroup group, Node node) {
        Map<String, String> wanted = new LinkedHashMap<>(group.getSpec().getLabels());
        wanted.put(Names.LABEL_MANAGED, Names.TRUE);
        wanted.put(Names.LABEL_NODE_GROUP, group.getMetadata().getName());
        wanted.put(Names.LABEL_NODE_GROUP_NAMESPACE, group.getMetadata().getNamespace());
        wanted.put(Names.LABEL_VPSIE_NODE, work.child().getMetadata().getName());
        if (!group.getSpec().getDatacenterID().isBlank()) {
            wanted.put(Names.LABEL_DATACENTER, group.getSpec().getDatacenterID());
        }
        Map<String, String> there = node.getMetadata().getLabels();
        Map<String, String> missing = new HashMap<>(wanted);
        if (there != null) {
            missing.entrySet().removeIf(label -> label.getValue().equals(there.get(label.getKey())));
        }
        return missing;
    }

    private static List<Taint> present(Node node) {
        return node.getSpec() == null || node.getSpec().getTaints() == null
                ? List.of()
                : node.getSpec().getTaints();
    }

    /** What is there and what is missing: a list is replaced as a whole by a merge patch. */
    private static List<Taint> taints(NodeGroup group, Node node) {
        List<Taint> all = new ArrayList<>(present(node));
        for (NodeTaint wanted : group.getSpec().getTaints()) {
            boolean there = all.stream()
                    .anyMatch(taint -> taint.getKey().equals(wanted.getKey())
                            && effect(wanted.getEffect()).equals(taint.getEffect()));
            if (!there) {
                Taint taint = new Taint();
                taint.setKey(wanted.getKey());
                taint.setValue(wanted.getValue());
                taint.setEffect(effect(wanted.getEffect()));
                all.add(taint);
            }
        }
        return all;
    }

    private static String effect(TaintEffect effect) {
        return switch (effect) {
            case NO_SCHEDULE -> "NoSchedule";
            case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
            case NO_EXECUTE -> "NoExecute";
        };
    }
}
