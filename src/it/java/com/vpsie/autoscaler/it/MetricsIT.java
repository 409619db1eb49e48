package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every metric that is promised says what was done, by VPSie's own count where it has one. The last tests break what the
 * others need.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsIT {
    private static final String LEASE = "metrics";
    private static final Setup SETUP = Setup.of("metrics", 1, LEASE, Duration.ofSeconds(6))
            .onDocumentedPorts()
            .with("settle-window", "2s");

    /** Without the prefix; none of them exists before its first value. */
    private static final List<String> PROMISED = List.of(
            "controller_reconcile_total",
            "controller_reconcile_errors_total",
            "controller_reconcile_duration_seconds_count",
            "nodegroup_desired_nodes",
            "nodegroup_current_nodes",
            "nodegroup_ready_nodes",
            "nodegroup_min_nodes",
            "nodegroup_max_nodes",
            "vpsienode_phase",
            "vpsienode_phase_transitions_total",
            "vpsie_api_requests_total",
            "vpsie_api_request_duration_seconds_count",
            "vpsie_api_errors_total",
            "vpsie_api_rate_limited_total",
            "vpsie_api_rate_limit_wait_duration_seconds_count",
            "vpsie_api_circuit_breaker_state",
            "vpsie_api_circuit_breaker_opened_total",
            "vpsie_api_circuit_breaker_state_changes_total",
            "vpsie_api_circuit_breaker_rejected_total",
            "events_emitted_total");

    @SuppressWarnings("NullAway.Init")
    private static Controller controller;

    @BeforeAll
    static void start() throws Exception {
        controller = Controller.start(SETUP);
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    /** The sum of all series that carry these labels, 0 when there is none. */
    private static double now(String metric, String... labels) throws InterruptedException {
        return controller.metrics().value("vpsie_autoscaler_" + metric, labels).orElse(0);
    }

    private static double ofGroup(String metric, Group group, String... labels) throws InterruptedException {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "nodegroup=\"" + group.name() + "\"";
        all[labels.length + 1] = "namespace=\"" + Cluster.NAMESPACE + "\"";
        return now(metric, all);
    }

    @Test
    @Order(1)
    void theyAreInPrometheusFormOnTheDocumentedPort() throws Exception {
        String name = "name=\"" + LEASE + "\"";
        Scrape scrape = Await.answer(
                Duration.ofSeconds(10),
                "a leader in the metrics",
                () -> "none",
                () -> Optional.of(controller.metrics())
                        .filter(text -> text.value("leader_election_master_status", name)
                                        .orElse(0)
                                == 1));

        assertThat(controller.server().replica().spec().ports().metricsUri())
                .hasToString("http://127.0.0.1:19000/metrics");
        assertThat(scrape.text())
                .contains("# TYPE leader_election_master_status gauge\n")
                .contains("leader_election_renew_duration_seconds_bucket{" + name + ",le=\"0.005\"} ")
                .doesNotContain("mp_scope", "_max{");
        assertThat(scrape.value("leader_election_lease_duration_seconds", name)).hasValue(6);
        assertThat(scrape.value("leader_election_transitions_total", name))
                .as("nobody held the Lease before")
                .isPresent();
    }

    @Test
    @Order(2)
    void aPurchaseAndARemovalAreCountedExactly() throws Exception {
        double events = now("events_emitted_total");
        double deletions = now("vpsie_api_requests_total", "method=\"DELETE\"");
        Group group = controller.group("counted").create(2, 4);
        group.awaitExactly(2);

        numbersAre(group, Map.of("desired", 2, "current", 2, "ready", 2, "min", 2, "max", 4));
        group.await("two nodes in phase Ready", () -> ofGroup("vpsienode_phase", group, "phase=\"Ready\"") == 2);
        assertThat(ofGroup("vpsienode_phase", group)).as("in any phase").isEqualTo(2);
        for (String step : List.of("Provisioned", "Joining", "Ready")) {
            assertThat(ofGroup("vpsienode_phase_transitions_total", group, "to_phase=\"" + step + "\""))
                    .as("nodes that came to " + step)
                    .isEqualTo(2);
        }
        assertThat(now("events_emitted_total")).isGreaterThan(events);
        everyRequestIsCounted(group);

        group.limit(0, 1);
        group.awaitExactly(1);
        numbersAre(group, Map.of("desired", 1, "current", 1, "ready", 1, "min", 0, "max", 1));
        group.await(
                "as many deletions counted as VPSie had, repeats included",
                () -> now("vpsie_api_requests_total", "method=\"DELETE\"") - deletions
                        == controller.requests(Operation.DELETE_NODE, group).size());
        assertThat(controller.vpsie().deleted(group.name())).hasSize(1);
        everyRequestIsCounted(group);

        group.delete();
        group.awaitGone();
        group.await("no numbers of a group that is gone", () -> ofGroup("nodegroup_max_nodes", group) == 0);
        assertThat(controller.metrics().text().lines())
                .as("gauges of a group that is gone")
                .noneMatch(line -> line.startsWith("vpsie_autoscaler_nodegroup_") && line.contains(group.name()));
    }

    /** The gauges are set after the status was written. */
    private static void numbersAre(Group group, Map<String, Integer> numbers) throws Exception {
        for (Map.Entry<String, Integer> number : numbers.entrySet()) {
            group.await(
                    number + " nodes in the metrics",
                    () -> ofGroup("nodegroup_" + number.getKey() + "_nodes", group) == number.getValue());
        }
    }

    private static void everyRequestIsCounted(Group group) throws Exception {
        group.await("as many requests counted as VPSie had", () -> now("vpsie_api_requests_total") == asked());
        assertThat(now("vpsie_api_request_duration_seconds_count")).isEqualTo(now("vpsie_api_requests_total"));
    }

    private static long asked() {
        return controller.stage().cloud().requests().byOperation().entrySet().stream()
                .filter(count -> count.getKey() != Operation.AUTH)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    @Order(3)
    void passesAreCountedAndTimed() throws Exception {
        double before = now("controller_reconcile_total", "controller=\"nodegroup\"");
        Group group = controller.group("passed").create(0, 1);

        group.await("a pass counted", () -> now("controller_reconcile_total", "controller=\"nodegroup\"") > before);
        group.await(
                "as many timed as counted",
                () -> now("controller_reconcile_duration_seconds_count", "controller=\"nodegroup\"")
                        == now("controller_reconcile_total", "controller=\"nodegroup\""));
    }

    /** While VPSie wants to be left alone, another group waits for its first list. */
    @Test
    @Order(4)
    void errorsAndWaitsAreCounted() throws Exception {
        double errors = now("vpsie_api_errors_total", "method=\"POST\"", "error_type=\"rate_limited\"");
        double waits = now("vpsie_api_rate_limited_total");
        double waited = now("vpsie_api_rate_limit_wait_duration_seconds_sum");
        Group tooFast = controller.group("too-fast").create(0, 1);
        tooFast.awaitCondition("Ready", "ScalingComplete");
        VpsieFaults.Rule plea = controller
                .faults()
                .next(Operation.ADD_NODE, Fault.status(429, "too many requests", Duration.ofSeconds(3)));
        tooFast.limit(1, 1);
        Controller.awaitStruck(plea, tooFast);
        Group held = controller.group("held").create(1, 1);
        held.awaitExactly(1);
        tooFast.awaitExactly(1);

        assertThat(now("vpsie_api_errors_total", "method=\"POST\"", "error_type=\"rate_limited\"") - errors)
                .isEqualTo(1);
        assertThat(now("vpsie_api_rate_limited_total")).isGreaterThan(waits);
        assertThat(now("vpsie_api_rate_limit_wait_duration_seconds_sum") - waited)
                .as("seconds waited")
                .isGreaterThan(1);
    }

    @Test
    @Order(5)
    void anOpenCircuitIsTold() throws Exception {
        for (Operation list : List.of(Operation.GET_CLUSTER, Operation.LIST_GROUPS)) {
            controller.faults().add(list, VpsieFaults.ALWAYS, Fault.status(503, "try again later"));
        }
        Group group = controller.group("circuit").create(1, 1);

        group.await("a rejected call", () -> now("vpsie_api_circuit_breaker_rejected_total") > 0);
        assertThat(now("vpsie_api_circuit_breaker_state", "state=\"open\"")).isEqualTo(1);
        assertThat(now("vpsie_api_circuit_breaker_state", "state=\"closed\"")).isZero();
        assertThat(now("vpsie_api_circuit_breaker_state_changes_total", "from_state=\"closed\"", "to_state=\"open\""))
                .isEqualTo(1);
        assertThat(now("vpsie_api_errors_total", "error_type=\"circuit_open\"")).isPositive();
        group.await("a failed pass counted", () -> now("controller_reconcile_errors_total") > 0);
        assertThat(group.awaitCondition("Error", "VPSieAPIError").message()).contains("cannot read VPSie's lists");
        assertThat(Scrape.status(controller.server(), "/readyz"))
                .as("/readyz while VPSie is away")
                .hasValue(200);
    }

    @Test
    @Order(6)
    void everyPromisedNameHasAValueByNow() throws Exception {
        Scrape scrape = controller.metrics();
        assertThat(PROMISED)
                .allSatisfy(name -> assertThat(scrape.value("vpsie_autoscaler_" + name))
                        .as(name)
                        .isPresent());
    }
}
