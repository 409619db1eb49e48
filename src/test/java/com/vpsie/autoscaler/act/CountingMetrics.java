package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.metrics.Unmeasured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was measured. */
final class CountingMetrics extends Unmeasured {
    final List<String> reconciles = new ArrayList<>();
    final List<String> transitions = new ArrayList<>();
    final List<String> groups = new ArrayList<>();

    @Override
    public synchronized void reconciled(String controller, String result, Duration took) {
        reconciles.add(controller + " " + result);
    }

    @Override
    public void nodeGroup(String namespace, String name, int current, int desired, int ready, int min, int max) {
        groups.add(namespace + "/" + name + " " + current + "/" + desired + "/" + ready);
    }

    @Override
    public void phaseTransition(String namespace, String nodeGroup, String from, String to) {
        transitions.add(from + "->" + to);
    }
}
