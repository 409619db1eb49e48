package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.ReplicaStatus;
import java.util.List;
import java.util.Map;

/**
 * Everything the live table shows, at one moment.
 *
 * @param replicas in order of their index
 * @param groups one line each: name and what it wants
 * @param nodesByPhase phase of VPSieNodes → how many, without zeros
 * @param bill what VPSie charges for, in words
 */
record SandboxView(List<ReplicaStatus> replicas, List<String> groups, Map<String, Integer> nodesByPhase, String bill) {
    SandboxView {
        replicas = List.copyOf(replicas);
        groups = List.copyOf(groups);
        nodesByPhase = Map.copyOf(nodesByPhase);
    }

    /** Phases in the order of a node's life. */
    static final List<String> PHASES =
            List.of("Pending", "Provisioning", "Provisioned", "Joining", "Ready", "Terminating", "Deleting", "Failed");

    String nodes() {
        return PHASES.stream()
                .filter(nodesByPhase::containsKey)
                .map(phase -> phase + " " + nodesByPhase.get(phase))
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
    }
}
