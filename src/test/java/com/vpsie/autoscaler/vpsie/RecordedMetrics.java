package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what the client measures, one line each, without durations. */
final class RecordedMetrics implements AutoscalerMetrics {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void vpsieRequest(String method, String status, Duration took) {
        lines.add("request " + method + " " + status);
    }

    @Override
    public void vpsieError(String method, String errorType) {
        lines.add("error " + method + " " + errorType);
    }

    @Override
    public void vpsieRateLimited(String method, Duration waited) {
        lines.add("limited " + method);
    }

    @Override
    public void vpsieCircuit(String from, String to) {
        lines.add("circuit " + from + " " + to);
    }

    @Override
    public void vpsieCircuitRejected() {
        lines.add("rejected");
    }

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
    public void eventEmitted(String type, String reason, String objectKind) {}
}
