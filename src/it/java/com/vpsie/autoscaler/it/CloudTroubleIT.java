package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.vpsie.Access;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import com.vpsie.autoscaler.sandbox.vpsie.Fate;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import com.vpsie.autoscaler.sandbox.vpsie.MachineState;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.Quota;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieFaults;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** VPSie fails, refuses, is slow or comes and goes: nodes appear all the same, each once, and the trouble is told. */
class CloudTroubleIT {
    private static final Duration FAILED_FOR = Duration.ofSeconds(4);
    private static final Duration PROVISION = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Setup SETUP = Setup.of("cloud-trouble", 1, "cloud-trouble", Duration.ofSeconds(6))
            .with("settle-window", "2s")
            .with("failed-vpsienode-ttl", FAILED_FOR.toSeconds() + "s")
            .with("node-provision-timeout", PROVISION.toSeconds() + "s");
    private static final String ERRORS = "vpsie_autoscaler_vpsie_api_errors_total";

    @SuppressWarnings("NullAway.Init")
    private static Controller controller;

    @BeforeAll
    static void start() throws Exception {
        controller = Controller.start(SETUP);
    }

    @AfterEach
    void heal() {
        controller.faults().clear();
        controller.server().cloud().listen(true);
        world().setQuota(Optional.empty());
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    private static VpsieWorld world() {
        return controller.stage().cloud().world();
    }

    private static Group atRest(String name) throws Exception {
        Group group = controller.group(name).create(0, 3);
        group.awaitCondition("Ready", "ScalingComplete");
        return group;
    }

    private static double errors(String type) throws InterruptedException {
        return controller
                .metrics()
                .value(ERRORS, "method=\"POST\"", "error_type=\"" + type + "\"")
                .orElse(0);
    }

    /** Of four requests VPSie carries out two, and says so of one. */
    @Test
    void serverErrorsAreCountedAndEveryNodeIsBoughtOnce() throws Exception {
        Group group = atRest("failing");
        double before = errors("server_error");
        controller.faults().next(Operation.ADD_NODE, Fault.status(500, "internal error"));
        controller.faults().next(Operation.ADD_NODE, Fault.executedButStatus(500, "internal error"));
        controller.faults().next(Operation.ADD_NODE, Fault.status(503, "try again later"));

        group.limit(2, 3);

        group.awaitExactly(2);
        assertThat(controller.requests(Operation.ADD_NODE, group))
                .extracting(CloudEntry::effect)
                .containsExactly(Effect.NOT_EXECUTED, Effect.EXECUTED, Effect.NOT_EXECUTED, Effect.EXECUTED);
        assertThat(errors("server_error") - before).as("errors counted").isEqualTo(3);
        group.await("no error any more", () -> group.condition("Ready").isTrue());
    }

    /** Every second list fails, which is far from what opens the circuit. */
    @Test
    void aHighErrorRateOfListsDelaysAndNoMore() throws Exception {
        Group group = atRest("half-blind");
        AtomicInteger asked = new AtomicInteger();
        List<VpsieFaults.Rule> rules = List.of(Operation.GET_CLUSTER, Operation.LIST_GROUPS).stream()
                .map(operation -> controller
                        .faults()
                        .add(
                                operation,
                                VpsieFaults.ALWAYS,
                                caller -> asked.incrementAndGet() % 2 == 0,
                                Fault.status(500, "internal error")))
                .toList();

        group.limit(2, 3);

        group.awaitExactly(2);
        assertThat(rules.stream().mapToInt(VpsieFaults.Rule::struck).sum())
                .as("lists that failed")
                .isGreaterThan(1);
        assertThat(controller.requests(Operation.ADD_NODE, group)).hasSize(2);
    }

    @Test
    void aPleaToSlowDownIsHeard() throws Exception {
        Group group = atRest("too-fast");
        double before = errors("rate_limited");
        controller.faults().next(Operation.ADD_NODE, Fault.status(429, "too many requests", RETRY_AFTER));
        controller.faults().next(Operation.ADD_NODE, Fault.status(429, "too many requests", RETRY_AFTER));

        group.limit(1, 3);

        group.awaitExactly(1);
        List<CloudEntry> requests = controller.requests(Operation.ADD_NODE, group);
        assertThat(requests)
                .extracting(CloudEntry::effect)
                .containsExactly(Effect.NOT_EXECUTED, Effect.NOT_EXECUTED, Effect.EXECUTED);
        for (int i = 1; i < requests.size(); i++) {
            assertThat(Duration.between(
                            requests.get(i - 1).receivedAt(), requests.get(i).receivedAt()))
                    .as("between a plea and the next request")
                    .isGreaterThanOrEqualTo(RETRY_AFTER);
        }
        assertThat(errors("rate_limited") - before).as("pleas counted").isEqualTo(2);
    }

    /** VPSie sells one machine more, and no third: a part of what is wanted is there, and the condition says why. */
    @Test
    void aQuotaIsToldAndNothingIsBoughtBeyond() throws Exception {
        Group group = atRest("quota");
        long alive = world().everyMachine().stream()
                .filter(machine -> !machine.controlPlane() && machine.stateAt(world().now()) != MachineState.GONE)
                .count();
        world().setQuota(Optional.of(Quota.of((int) alive + 1)));

        group.limit(3, 3);

        group.awaitCondition("Error", "ClusterCapacityLimitReached");
        group.await("the one that was sold to be ready", () -> group.number("readyNodes") == 1);
        assertThat(controller.vpsie().bought(group.name())).hasSize(1);
        assertThat(group.number("desiredNodes")).isEqualTo(3);
        assertThat(group.number("currentNodes")).isEqualTo(1);
        group.await(
                "a VPSieNode that says why", () -> group.vpsieNodes().toString().contains("CapacityLimitReached"));
        List<CloudEntry> refused = controller
                .vpsie()
                .where(entry -> entry.operation() == Operation.ADD_NODE
                        && entry.groupName().equals(group.name())
                        && entry.effect() == Effect.REFUSED);
        for (int i = 1; i < refused.size(); i++) {
            assertThat(Duration.between(refused.get(i - 1).at(), refused.get(i).at()))
                    .as("between two refusals")
                    .isGreaterThan(FAILED_FOR.minusSeconds(1));
        }

        world().setQuota(Optional.empty());
        group.awaitExactly(3);
        assertThat(controller.vpsie().bought(group.name())).hasSize(3);
        group.await("no error any more", () -> !group.condition("Error").isTrue());
    }

    @Test
    void aMachineThatNeverBootsIsReturnedAndReplaced() throws Exception {
        Group group = atRest("stuck");
        world().nextFates(Fate.NEVER_BOOTS);
        Instant asked = Instant.now();

        group.limit(1, 3);

        group.awaitCondition("Error", "NodeProvisioningFailed");
        assertThat(Duration.between(asked, Instant.now()))
                .as("how long it was given")
                .isGreaterThan(PROVISION.minusSeconds(1));
        assertThat(group.vpsieNodes().toString()).contains("ProvisioningTimeout");
        String machine = group.machines().iterator().next();
        group.awaitExactly(1);
        assertThat(controller.vpsie().deleted(group.name()))
                .extracting(CloudEntry::identifier)
                .containsExactly(machine);
        assertThat(controller.vpsie().bought(group.name())).hasSize(2);
    }

    /** It takes part all the same: no restart makes a token good. */
    @Test
    void aTokenThatVpsieRefusesIsTold() throws Exception {
        Group group = atRest("locked-out");
        controller.stage().cloud().access().revoke(Access.TOKEN);

        group.limit(1, 3);

        assertThat(group.awaitCondition("Error", "VPSieAPIError").message()).contains("UNAUTHORIZED");
        assertThat(Scrape.status(controller.server(), "/readyz")).hasValue(200);
        assertThat(controller.vpsie().bought(group.name())).isEmpty();

        controller.stage().cloud().access().allow("another-token");
        controller
                .stage()
                .cluster()
                .putSecret(Map.of(
                        "token",
                        "another-token",
                        "url",
                        controller.stage().cloud().url().toString()));
        group.awaitExactly(1);
        assertThat(Files.readString(controller.server().replica().console()))
                .as("its log")
                .doesNotContain(Access.TOKEN, "another-token");
    }

    @Test
    void aSlowCloudOnlyTakesLonger() throws Exception {
        Group group = atRest("slow");
        controller.faults().latency(Duration.ofMillis(1_200));

        group.limit(1, 3);

        group.awaitExactly(1);
        assertThat(controller.requests(Operation.ADD_NODE, group)).hasSize(1);
        assertThat(group.condition("Error").isTrue()).isFalse();
    }

    /** The way to VPSie breaks whenever a request came through, until the group is complete. */
    @Test
    void aWayThatComesAndGoesBuysNothingTwice() throws Exception {
        Group group = atRest("flapping");
        TcpProxy way = controller.server().cloud();
        group.limit(2, 3);
        for (int i = 0; i < 3; i++) {
            double failed = failedRequests();
            way.listen(false);
            way.reset();
            group.await("a request that does not come through", () -> failedRequests() > failed || group.isExactly(2));
            long answered = answeredRequests();
            way.listen(true);
            group.await("a request that comes through", () -> answeredRequests() > answered || group.isExactly(2));
        }
        group.awaitExactly(2);
        assertThat(controller.vpsie().bought(group.name())).hasSize(2);
        assertThat(controller.vpsie().deleted(group.name())).isEmpty();
    }

    private static double failedRequests() throws InterruptedException {
        return controller
                .metrics()
                .value(ERRORS, "error_type=\"request_failed\"")
                .orElse(0);
    }

    private static long answeredRequests() {
        return controller.stage().cloud().requests().byOperation().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
