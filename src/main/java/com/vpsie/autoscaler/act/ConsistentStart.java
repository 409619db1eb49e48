package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;

/**
 * The one consistent list of each kind that a term does before it acts: watches may lag behind the API server and behind
 * each other. Thread-safe; the first caller does it, the others wait for it.
 */
final class ConsistentStart {
    private final Objects objects;
    private final Sights sights;
    private boolean done;

    ConsistentStart(Objects objects, Sights sights) {
        this.objects = objects;
        this.sights = sights;
    }

    /** Returns when what is seen is as new as the beginning of the term; throws when that cannot be read now. */
    synchronized void ensure() {
        if (done) {
            return;
        }
        // children first: a ledger that is newer than its children is harmless, the other way round is not
        Listed<VPSieNode> children = objects.listChildren();
        Listed<NodeGroup> groups = objects.listGroups();
        sights.listedChildren(children);
        sights.listedGroups(groups);
        done = true;
    }
}
