package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.stage.ApiLog;
import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The number of nodes follows what people ask for: up at once, down after the pods have gone, and never beyond. */
class ScalingIT {
    /** Of a drain; the AutoscalerConfig below says the same. */
    private static final int EVICTION_SECONDS = 4;

    private static final Setup SETUP =
            Setup.of("scaling", 1, "scaling", Duration.ofSeconds(6)).with("settle-window", "2s");

    @SuppressWarnings("NullAway.Init")
    private static Controller controller;

    @BeforeAll
    static void start() throws Exception {
        controller = Controller.on(SETUP);
        controller
                .kubernetes()
                .resource(Serialization.unmarshal("""
                        apiVersion: autoscaler.vpsie.com/v1alpha1
                        kind: AutoscalerConfig
                        metadata:
                          name: default
                        spec:
                          globalSettings:
                            podEvictionTimeoutSeconds: %d
                        """.formatted(EVICTION_SECONDS), GenericKubernetesResource.class))
                .create();
        controller.start();
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void twoGroupsFollowTheirLimits() throws Exception {
        Group web = controller.group("web").create(1, 5);
        Group batch = controller.group("batch").create(1, 5);
        web.awaitExactly(1);
        batch.awaitExactly(1);

        web.limit(3, 5);
        batch.limit(2, 5);
        web.awaitExactly(3);
        batch.awaitExactly(2);

        web.limit(0, 1);
        batch.limit(2, 2);
        web.awaitExactly(1);
        batch.awaitExactly(2);
        assertThat(controller.requests(Operation.ADD_NODE, web)).hasSize(3);
        assertThat(controller.requests(Operation.ADD_NODE, batch)).hasSize(2);
        assertThat(controller.vpsie().deleted(web.name())).hasSize(2);
        assertThat(controller.vpsie().deleted(batch.name())).isEmpty();
        web.awaitCondition("AtMaxCapacity", "AtMaximumCapacity");
        batch.awaitCondition("AtMinCapacity", "AtMinimumCapacity");
    }

    @Test
    void podsGoBeforeTheMachineOfTheirNode() throws Exception {
        Group group = controller.group("drained").create(2, 2);
        group.awaitExactly(2);
        Tenant tenant = tenantOn(group, "drained-tenant");

        group.limit(1, 1);

        group.await(
                "a pod that was told to go, or a machine",
                () -> !tenant.stopping().isEmpty()
                        || !controller.requests(Operation.DELETE_NODE, group).isEmpty());
        assertThat(tenant.stopping()).as("pods that were told to go").hasSize(1);
        String leaving = tenant.stopping().get(0);
        tenant.awaitGone(
                leaving,
                "deletion(s) of machines",
                () -> controller.requests(Operation.DELETE_NODE, group).size());
        group.awaitExactly(1);
        CloudEntry deletion = controller.requests(Operation.DELETE_NODE, group).get(0);
        assertThat(evictions(leaving))
                .as("evictions of " + leaving + " by the API server's log, before VPSie was told")
                .isNotEmpty()
                .allMatch(eviction -> eviction.answered().isBefore(deletion.receivedAt()));
        assertThat(tenant.pods())
                .extracting(pod -> pod.getMetadata().getName())
                .as("the pod on the node that stays")
                .containsExactly(Tenant.on(group.nodes().get(0).getMetadata().getName()));
    }

    /** Two seconds to stop. */
    private static Tenant tenantOn(Group group, String namespace) throws Exception {
        Tenant tenant = new Tenant(controller.kubernetes(), namespace);
        for (Node node : group.nodes()) {
            tenant.run(node.getMetadata().getName(), Duration.ofSeconds(2));
        }
        return tenant;
    }

    /** The replica creates nothing of a pod but its eviction. */
    private static List<ApiLog.Write> evictions(String pod) {
        return controller.stage().log().writes().stream()
                .filter(write -> write.verb().equals("create")
                        && write.resource().startsWith("pods")
                        && write.name().equals(pod)
                        && write.user().equals(controller.server().name()))
                .toList();
    }

    @Test
    void aDisruptionBudgetHoldsTheMachine() throws Exception {
        Group group = controller.group("budgeted").create(2, 2);
        group.awaitExactly(2);
        Tenant tenant = tenantOn(group, "budgeted-tenant");
        tenant.protectAll();
        Set<String> machines = group.machines();

        Instant asked = Instant.now();
        group.limit(1, 1);

        group.await(
                "the drain to be given up", () -> group.vpsieNodes().toString().contains("DrainFailed"));
        assertThat(Duration.between(asked, Instant.now()))
                .as("how long it was tried")
                .isGreaterThan(Duration.ofSeconds(EVICTION_SECONDS - 1));
        assertThat(controller.requests(Operation.DELETE_NODE, group)).isEmpty();
        assertThat(group.machines()).isEqualTo(machines);
        assertThat(tenant.stopping()).isEmpty();
        group.await(
                "both nodes to take pods",
                () -> group.nodes().stream()
                        .noneMatch(node -> Boolean.TRUE.equals(node.getSpec().getUnschedulable())));

        tenant.protectNone();
        group.awaitExactly(1);
        assertThat(controller.vpsie().deleted(group.name()))
                .extracting(CloudEntry::identifier)
                .singleElement()
                .isIn(machines);
        assertThat(tenant.pods())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(Tenant.on(group.nodes().get(0).getMetadata().getName()));
    }
}
