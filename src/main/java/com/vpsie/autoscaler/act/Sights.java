package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of the cluster without asking it: caches that are never older than what was written through {@link
 * Objects}. Thread-safe. What is handed out may be shared and must not be changed.
 */
interface Sights {
    /** Every NodeGroup. */
    List<NodeGroup> groups();

    Optional<NodeGroup> group(GroupKey key);

    /** The VPSieNodes of a group, those that are being deleted too. */
    List<VPSieNode> children(GroupKey group);

    Optional<VPSieNode> child(String namespace, String name);

    /** The worker node of this host name, never one of the control plane; empty when it is not certain. */
    Optional<Node> worker(String hostname);

    /** The API server answered this to a write or a consistent read. */
    void wrote(NodeGroup answer);

    /** The API server answered this to a write or a consistent read. */
    void wrote(VPSieNode answer);

    /** All there are: a NodeGroup that is older and not among them is seen no more. */
    void listedGroups(Listed<NodeGroup> all);

    /** All there are: a VPSieNode that is older and not among them is seen no more. */
    void listedChildren(Listed<VPSieNode> all);
}
