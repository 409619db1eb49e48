package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every request that acting makes to the Kubernetes API. Puts are compare-and-set on the resourceVersion of what they are
 * given. Each write blocks for one request and answers what the server stored, or throws {@link WriteRefused}; an API
 * that cannot be reached is a {@code KubernetesClientException}. Thread-safe.
 */
interface Objects {
    /** A consistent list, never from a cache. */
    Listed<NodeGroup> listGroups();

    /** A consistent list, never from a cache. */
    Listed<VPSieNode> listChildren();

    /** The one AutoscalerConfig that counts. */
    Optional<AutoscalerConfig> getConfig();

    Optional<NodeGroup> getGroup(GroupKey key);

    Optional<VPSieNode> getChild(String namespace, String name);

    NodeGroup putGroup(NodeGroup group);

    NodeGroup putGroupStatus(NodeGroup group);

    VPSieNode createChild(VPSieNode child);

    VPSieNode putChild(VPSieNode child);

    VPSieNode putChildStatus(VPSieNode child);

    /** Asks for the deletion of exactly this object; that it is gone already is fine. */
    void deleteChild(String namespace, String name, String uid);

    Optional<Node> getNode(String name);

    /** JSON merge patch of metadata and spec, on exactly the version given. */
    void patchNode(String name, Map<String, Object> patch);

    /** Deletes exactly this object; that it is gone already is fine. */
    void deleteNode(String name, String uid);

    /** The pods on a node. */
    List<Pod> podsOn(String node);

    /** Asks for an eviction; false when a disruption budget does not allow it now. */
    boolean evict(Pod pod);
}
