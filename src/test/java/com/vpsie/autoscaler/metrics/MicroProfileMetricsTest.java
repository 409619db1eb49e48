package com.vpsie.autoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;

class MicroProfileMetricsTest {
    private static final String PREFIX = "vpsie_autoscaler_";
    private static int registries;

    private final MetricRegistry registry = SharedMetricRegistries.getOrCreate("test-" + registries++);
    private final AutoscalerMetrics metrics = new MicroProfileMetrics(registry);

    private long count(String name, String... labels) {
        Counter counter = registry.getCounter(id(name, labels));
        return counter == null ? 0 : counter.getCount();
    }

    private double gauge(String name, String... labels) {
        Gauge<?> gauge = registry.getGauge(id(name, labels));
        return gauge == null ? Double.NaN : gauge.getValue().doubleValue();
    }

    private static MetricID id(String name, String... labels) {
        Tag[] tags = new Tag[labels.length / 2];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = new Tag(labels[2 * i], labels[2 * i + 1]);
        }
        return new MetricID(PREFIX + name, tags);
    }

    @Test
    void nothingIsThereBeforeItHappened() {
        assertThat(registry.getNames()).isEmpty();
    }

    @Test
    void reconcileIsCountedAndTimed() {
        metrics.reconciled("nodegroup", "success", Duration.ofMillis(20));
        metrics.reconciled("nodegroup", "error", Duration.ofMillis(30));

        assertThat(count("controller_reconcile_total", "controller", "nodegroup", "result", "success"))
                .isEqualTo(1);
        assertThat(count("controller_reconcile_errors_total", "controller", "nodegroup", "error_type", "reconcile"))
                .isEqualTo(1);
        Timer timer = registry.getTimer(id("controller_reconcile_duration_seconds", "controller", "nodegroup"));
        assertThat(timer.getCount()).isEqualTo(2);
        assertThat(timer.getElapsedTime()).hasMillis(50);
    }

    @Test
    void numbersOfAGroupFollowTheLastValue() {
        metrics.nodeGroup("ns", "g", 1, 2, 3, 4, 5);
        metrics.nodeGroup("ns", "g", 6, 7, 8, 9, 10);

        assertThat(gauge("nodegroup_current_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(6);
        assertThat(gauge("nodegroup_desired_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(7);
        assertThat(gauge("nodegroup_ready_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(8);
        assertThat(gauge("nodegroup_min_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(9);
        assertThat(gauge("nodegroup_max_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(10);
    }

    @Test
    void phasesLeftOutAreZero() {
        metrics.nodePhases("ns", "g", Map.of("Ready", 2, "Failed", 1));
        metrics.nodePhases("ns", "g", Map.of("Ready", 3));

        assertThat(gauge("vpsienode_phase", "phase", "Ready", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(3);
        assertThat(gauge("vpsienode_phase", "phase", "Failed", "nodegroup", "g", "namespace", "ns"))
                .isZero();
        assertThat(gauge("vpsienode_phase", "phase", "Joining", "nodegroup", "g", "namespace", "ns"))
                .isZero();
    }

    @Test
    void deletedGroupIsForgottenAndOthersAreNot() {
        metrics.nodeGroup("ns", "g", 1, 1, 1, 1, 1);
        metrics.nodeGroup("other", "g", 2, 2, 2, 2, 2);
        metrics.nodePhases("ns", "g", Map.of());

        metrics.forgetNodeGroup("ns", "g");

        assertThat(gauge("nodegroup_current_nodes", "nodegroup", "g", "namespace", "ns"))
                .isNaN();
        assertThat(gauge("vpsienode_phase", "phase", "Ready", "nodegroup", "g", "namespace", "ns"))
                .isNaN();
        assertThat(gauge("nodegroup_current_nodes", "nodegroup", "g", "namespace", "other"))
                .isEqualTo(2);
    }

    @Test
    void termsEndTakesTheLeadersNumbersAndKeepsCounters() {
        metrics.nodeGroup("ns", "g", 1, 1, 1, 1, 1);
        metrics.nodePhases("ns", "g", Map.of());
        metrics.reconciled("nodegroup", "success", Duration.ZERO);

        metrics.forgetEverythingOfLeader();

        assertThat(registry.getGauges()).isEmpty();
        assertThat(registry.getCounters()).isNotEmpty();
        metrics.nodeGroup("ns", "g", 9, 1, 1, 1, 1);
        assertThat(gauge("nodegroup_current_nodes", "nodegroup", "g", "namespace", "ns"))
                .isEqualTo(9);
    }

    @Test
    void callsToVpsieAreCounted() {
        metrics.vpsieRequest("GET", "200", Duration.ofMillis(12));
        metrics.vpsieError("POST", "rate_limited");
        metrics.vpsieRateLimited("POST", Duration.ofMillis(100));
        metrics.vpsieCircuitRejected();

        assertThat(count("vpsie_api_requests_total", "method", "GET", "status", "200"))
                .isEqualTo(1);
        assertThat(count("vpsie_api_errors_total", "method", "POST", "error_type", "rate_limited"))
                .isEqualTo(1);
        assertThat(count("vpsie_api_rate_limited_total", "method", "POST")).isEqualTo(1);
        assertThat(count("vpsie_api_circuit_breaker_opened_total")).isEqualTo(1);
        assertThat(count("vpsie_api_circuit_breaker_rejected_total")).isEqualTo(1);
        assertThat(registry.getTimers().keySet().stream().map(MetricID::getName).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        PREFIX + "vpsie_api_request_duration_seconds",
                        PREFIX + "vpsie_api_rate_limit_wait_duration_seconds");
    }

    @Test
    void circuitIsInOneStateAtATime() {
        metrics.vpsieCircuit("closed", "open");
        metrics.vpsieCircuit("open", "half-open");

        assertThat(gauge("vpsie_api_circuit_breaker_state", "state", "open")).isZero();
        assertThat(gauge("vpsie_api_circuit_breaker_state", "state", "half-open"))
                .isEqualTo(1);
        assertThat(count(
                        "vpsie_api_circuit_breaker_state_changes_total", "from_state", "open", "to_state", "half-open"))
                .isEqualTo(1);
    }

    @Test
    void eventsAndTransitionsAreCountedWithPlainLabels() {
        metrics.eventEmitted("Warning", "VPSie said: no!", "NodeGroup");
        metrics.phaseTransition("ns", "g", "", "Pending");

        assertThat(count(
                        "events_emitted_total",
                        "event_type",
                        "Warning",
                        "reason",
                        "VPSie_said__no_",
                        "object_kind",
                        "NodeGroup"))
                .isEqualTo(1);
        assertThat(count(
                        "vpsienode_phase_transitions_total",
                        "from_phase",
                        "unknown",
                        "to_phase",
                        "Pending",
                        "nodegroup",
                        "g",
                        "namespace",
                        "ns"))
                .isEqualTo(1);
    }
}
