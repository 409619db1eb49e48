package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.observe.NodeGroups;
import com.vpsie.autoscaler.observe.Nodes;
import com.vpsie.autoscaler.observe.VpsieNodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/** {@link Sights} over the warm caches. */
final class CacheSights implements Sights {
    private final NodeGroups groups;
    private final VpsieNodes children;
    private final Nodes nodes;

    CacheSights(NodeGroups groups, VpsieNodes children, Nodes nodes) {
        this.groups = groups;
        this.children = children;
        this.nodes = nodes;
    }

    @Override
    public List<NodeGroup> groups() {
        return groups.all();
    }

    @Override
    public Optional<NodeGroup> group(GroupKey key) {
        return groups.get(key);
    }

    @Override
    public List<VPSieNode> children(GroupKey group) {
        return children.ofGroup(group);
    }

    @Override
    public Optional<VPSieNode> child(String namespace, String name) {
        return children.get(namespace, name);
    }

    @Override
    public Optional<Node> worker(String hostname) {
        return nodes.workerNamed(hostname);
    }

    @Override
    public void wrote(NodeGroup answer) {
        groups.wrote(answer);
    }

    @Override
    public void wrote(VPSieNode answer) {
        children.wrote(answer);
    }

    @Override
    public void listedGroups(Listed<NodeGroup> all) {
        groups.listed(all.items(), all.version());
    }

    @Override
    public void listedChildren(Listed<VPSieNode> all) {
        children.listed(all.items(), all.version());
    }
}
