package com.vpsie.autoscaler.core.cluster;

/**
 * Names one NodeGroup. Groups of the same name in two namespaces are two groups, so a bare name is never a key.
 *
 * @param namespace of the NodeGroup and of its VPSieNodes
 * @param name of the NodeGroup
 */
public record GroupKey(String namespace, String name) implements Comparable<GroupKey> {
    @Override
    public int compareTo(GroupKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}, as logs and events write it. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
