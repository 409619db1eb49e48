package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.core.cluster.GroupKey;

/** Told that something of a group has changed. */
@FunctionalInterface
public interface ClusterListener {
    /**
     * The NodeGroup, one of its VPSieNodes or one of their Nodes was added, changed or deleted; the group may be gone.
     * Called on an informer's thread after the cache has the change: must return at once, must not block. Calls are
     * frequent and repeat themselves, so feed them into a {@link WorkQueue}.
     */
    void groupChanged(GroupKey group);
}
