package com.vpsie.autoscaler.metrics;

import java.time.Duration;
import java.util.Map;

/** Where nobody scrapes: takes no note of anything. Without state; safe for any thread. */
public class Unmeasured implements AutoscalerMetrics {
    @Override
    public void reconciled(String controller, String result, Duration took) {}

    @Override
    public void nodeGroup(String namespace, String name, int current, int desired, int ready, int min, int max) {}

    @Override
    public void nodePhases(String namespace, String nodeGroup, Map<String, Integer> byPhase) {}

    @Override
    public void phaseTransition(String namespace, String nodeGroup, String from, String to) {}

    @Override
    public void forgetNodeGroup(String namespace, String name) {}

    @Override
    public void forgetEverythingOfLeader() {}

    @Override
    public void vpsieRequest(String method, String status, Duration took) {}

    @Override
    public void vpsieError(String method, String errorType) {}

    @Override
    public void vpsieRateLimited(String method, Duration waited) {}

    @Override
    public void vpsieCircuit(String from, String to) {}

    @Override
    public void vpsieCircuitRejected() {}

    @Override
    public void eventEmitted(String type, String reason, String objectKind) {}
}
