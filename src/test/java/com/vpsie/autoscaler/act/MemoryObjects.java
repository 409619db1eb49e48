package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of one process to a {@link MemoryCluster}. */
final class MemoryObjects implements Objects {
    private final MemoryCluster cluster;
    private final Fatality fatality;

    MemoryObjects(MemoryCluster cluster, Fatality fatality) {
        this.cluster = cluster;
        this.fatality = fatality;
    }

    @Override
    public Listed<NodeGroup> listGroups() {
        return new Listed<>(cluster.all(NodeGroup.class), cluster.version());
    }

    @Override
    public Listed<VPSieNode> listChildren() {
        return new Listed<>(cluster.all(VPSieNode.class), cluster.version());
    }

    @Override
    public Optional<AutoscalerConfig> getConfig() {
        return cluster.all(AutoscalerConfig.class).stream().findFirst();
    }

    @Override
    public Optional<NodeGroup> getGroup(GroupKey key) {
        return cluster.group(key);
    }

    @Override
    public Optional<VPSieNode> getChild(String namespace, String name) {
        return cluster.get(VPSieNode.class, namespace, name);
    }

    @Override
    public NodeGroup putGroup(NodeGroup group) {
        return fatality.effect(
                "PUT NodeGroup",
                () -> cluster.update(group, (stored, next) -> next.setStatus(Copies.of(stored.getStatus()))));
    }

    @Override
    public NodeGroup putGroupStatus(NodeGroup group) {
        return fatality.effect(
                "PUT NodeGroup/status",
                () -> cluster.update(group, (stored, next) -> next.setSpec(Copies.of(stored.getSpec()))));
    }

    @Override
    public VPSieNode createChild(VPSieNode child) {
        return fatality.effect("POST VPSieNode", () -> cluster.create(child));
    }

    @Override
    public VPSieNode putChild(VPSieNode child) {
        return fatality.effect(
                "PUT VPSieNode",
                () -> cluster.update(child, (stored, next) -> next.setStatus(Copies.of(stored.getStatus()))));
    }

    @Override
    public VPSieNode putChildStatus(VPSieNode child) {
        return fatality.effect(
                "PUT VPSieNode/status",
                () -> cluster.update(child, (stored, next) -> next.setSpec(Copies.of(stored.getSpec()))));
    }

    @Override
    public void deleteChild(String namespace, String name, String uid) {
        fatality.effect("DELETE VPSieNode", () -> {
            cluster.delete(VPSieNode.class, namespace, name);
            return true;
        });
    }

    @Override
    public Optional<Node> getNode(String name) {
        return cluster.get(Node.class, "", name);
    }

    @Override
    public void patchNode(String name, Map<String, Object> patch) {
        fatality.effect("PATCH Node", () -> {
            cluster.patchNode(name, patch);
            return true;
        });
    }

    @Override
    public void deleteNode(String name, String uid) {
        fatality.effect("DELETE Node", () -> {
            cluster.delete(Node.class, "", name);
            return true;
        });
    }

    @Override
    public List<Pod> podsOn(String node) {
        return cluster.podsOn(node);
    }

    @Override
    public boolean evict(Pod pod) {
        return fatality.effect("evict", () -> cluster.evict(pod));
    }
}
