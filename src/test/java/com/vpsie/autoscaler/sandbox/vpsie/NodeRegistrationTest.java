package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bought machines become Nodes of a Kubernetes API. */
@Tag("timed")
class NodeRegistrationTest {
    private final KubernetesUnderTest kubernetes = ChosenKubernetes.start();
    private final VpsieSimulator simulator =
            VpsieSimulator.start(0, Optional.of(kubernetes.clientConfig("vpsie-simulator")));
    private final KubernetesClient api = new KubernetesClientBuilder()
            .withConfig(kubernetes.clientConfig("test"))
            .build();
    private final Client client = Client.of(simulator);

    @AfterEach
    void stop() {
        api.close();
        simulator.close();
        kubernetes.close();
    }

    @Test
    void aBoughtMachineJoinsNotReadyAndBecomesReady() throws IOException {
        simulator.world().setTimings(old -> old.withBoot(Duration.ofMillis(200)).withReady(Duration.ofMillis(700)));
        long group = client.createGroup("workers", 3);
        client.addNode(group);
        Machine machine = worker();

        Eventually.holds("registered", () -> node(machine).isPresent());
        Node early = node(machine).orElseThrow();
        assertThat(readiness(early)).isEqualTo("False");
        assertThat(early.getStatus().getCapacity()).containsEntry("cpu", new Quantity("4"));
        assertThat(early.getStatus().getAddresses()).hasSize(2);

        Eventually.holds(
                "ready",
                () -> node(machine)
                        .map(NodeRegistrationTest::readiness)
                        .filter("True"::equals)
                        .isPresent());
        Node ready = node(machine).orElseThrow();
        assertThat(ready.getStatus().getCapacity()).containsEntry("cpu", new Quantity("4"));
        assertThat(ready.getMetadata().getUid()).isEqualTo(early.getMetadata().getUid());
    }

    @Test
    void theNodeOfADeletedMachineStaysUntilSomebodyRemovesIt() throws IOException {
        simulator
                .world()
                .setTimings(old -> new Timings(Duration.ZERO, Duration.ZERO, Duration.ofMillis(100), Duration.ZERO));
        client.addNode(client.createGroup("workers", 1));
        Machine machine = worker();
        Eventually.holds("registered", () -> node(machine).isPresent());

        client.deleteNode(machine.identifier());
        Eventually.holds("gone", () -> simulator.world().listed(Client.CLUSTER).size() == 1);

        assertThat(node(machine)).isPresent();
        api.nodes().withName(machine.hostname()).delete();
        Eventually.holds("removed", () -> node(machine).isEmpty());
    }

    @Test
    void theMasterIsANodeOfItsOwn() {
        Eventually.holds(
                "registered",
                () -> api.nodes()
                                .withLabel("node-role.kubernetes.io/control-plane")
                                .list()
                                .getItems()
                                .size()
                        == 1);
    }

    private Machine worker() {
        return simulator.world().everyMachine().get(1);
    }

    private Optional<Node> node(Machine machine) {
        return Optional.ofNullable(api.nodes().withName(machine.hostname()).get());
    }

    private static String readiness(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }
}
