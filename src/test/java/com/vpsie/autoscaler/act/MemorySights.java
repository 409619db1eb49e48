package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/** Caches that never lag, but for nodes that they have not seen yet. */
final class MemorySights implements Sights {
    private final MemoryCluster cluster;

    MemorySights(MemoryCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<NodeGroup> groups() {
        return cluster.shared(NodeGroup.class);
    }

    @Override
    public Optional<NodeGroup> group(GroupKey key) {
        return cluster.group(key);
    }

    @Override
    public List<VPSieNode> children(GroupKey group) {
        return cluster.children(group);
    }

    @Override
    public Optional<VPSieNode> child(String namespace, String name) {
        return cluster.get(VPSieNode.class, namespace, name);
    }

    @Override
    public Optional<Node> worker(String hostname) {
        return cluster.get(Node.class, "", hostname).filter(node -> cluster.isSeen(hostname));
    }

    @Override
    public void wrote(NodeGroup answer) {
        // never behind
    }

    @Override
    public void wrote(VPSieNode answer) {
        // never behind
    }

    @Override
    public void listedGroups(Listed<NodeGroup> all) {
        // never behind
    }

    @Override
    public void listedChildren(Listed<VPSieNode> all) {
        // never behind
    }
}
