package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.cluster.GroupKey;

/** Names one VPSieNode and the group it names. */
record ChildKey(GroupKey group, String name) {
    String namespace() {
        return group.namespace();
    }

    @Override
    public String toString() {
        return group.namespace() + "/" + name;
    }
}
