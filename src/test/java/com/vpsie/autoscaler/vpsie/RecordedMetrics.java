package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.metrics.Unmeasured;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what the client measures, one line each, without durations. */
final class RecordedMetrics extends Unmeasured {
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
}
