package com.vpsie.autoscaler.sandbox.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When and how machines register, on a clock of the test's own. */
class NodeRegistrarTest {
    private Instant now = Instant.parse("2026-01-31T10:00:00Z");
    private final VpsieWorld world = VpsieWorld.sandbox(() -> now, () -> 0L, 1);
    private final Recording nodes = new Recording();
    private final NodeRegistrar registrar = new NodeRegistrar(world, nodes);

    /** Keeps what was registered, and can be out of order for a while. */
    private static final class Recording implements NodeSink {
        private final List<Node> registered = new ArrayList<>();
        private final List<String> ready = new ArrayList<>();
        private final List<String> heartbeats = new ArrayList<>();
        private Set<String> tended = Set.of();
        private boolean broken;

        @Override
        public void register(Node node) {
            if (broken) {
                throw new IllegalStateException("no connection");
            }
            registered.add(node);
        }

        @Override
        public void becomeReady(String nodeName) {
            ready.add(nodeName);
        }

        @Override
        public void heartbeat(String nodeName) {
            heartbeats.add(nodeName);
        }

        @Override
        public void tendPods(Set<String> nodeNames, Instant at) {
            tended = Set.copyOf(nodeNames);
        }
    }

    @Test
    void aMachineRegistersWhenBootedAndIsReadyLater() {
        world.setTimings(old ->
                new Timings(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ZERO));
        registrar.step();
        assertThat(nodes.registered).as("the master").hasSize(1);

        Machine machine = buy();
        registrar.step();
        assertThat(nodes.registered).hasSize(1);

        now = now.plusSeconds(10);
        registrar.step();
        registrar.step();
        assertThat(nodes.registered).hasSize(2);
        assertThat(nodes.ready).doesNotContain(machine.hostname());

        now = now.plusSeconds(5);
        registrar.step();
        registrar.step();
        assertThat(nodes.ready).containsOnlyOnce(machine.hostname());
        registrar.step();
        assertThat(nodes.tended).as("its pods").contains(machine.hostname());
    }

    @Test
    void theNodeTellsNameAddressAndSize() {
        Machine machine = buy();
        now = now.plusSeconds(60);

        registrar.step();

        Node node = nodes.registered.get(1);
        assertThat(node.getMetadata().getName()).isEqualTo(machine.hostname());
        assertThat(node.getStatus().getAddresses())
                .extracting(NodeAddress::getType, NodeAddress::getAddress)
                .containsExactlyInAnyOrder(tuple("Hostname", machine.hostname()), tuple("InternalIP", machine.ip()));
        assertThat(node.getStatus().getCapacity()).containsEntry("cpu", new Quantity("2"));
        assertThat(node.getStatus().getAllocatable().get("memory")).isEqualTo(new Quantity("3840Mi"));
        assertThat(node.getStatus().getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("Ready");
            assertThat(condition.getStatus()).isEqualTo("False");
        });
        assertThat(node.getSpec().getTaints()).isEmpty();
    }

    @Test
    void theMasterIsMarkedAsControlPlane() {
        registrar.step();

        Node master = nodes.registered.get(0);
        assertThat(master.getMetadata().getLabels()).containsKey("node-role.kubernetes.io/control-plane");
        assertThat(master.getSpec().getTaints()).hasSize(1);
    }

    @Test
    void machinesThatFailNeverRegister() {
        world.nextFates(Fate.NEVER_BOOTS, Fate.NEVER_JOINS);
        buy();
        buy();
        now = now.plusSeconds(3600);

        registrar.step();

        assertThat(nodes.registered).hasSize(1);
    }

    @Test
    void aMachineDeletedWhileBootingNeverRegisters() {
        Machine machine = buy();
        world.deleteNode(new Call("test", now), SandboxContent.CLUSTER, machine.identifier());
        now = now.plusSeconds(60);

        registrar.step();

        assertThat(nodes.registered).hasSize(1);
    }

    @Test
    void aNodeGivesSignsOfLifeEveryTenSecondsUntilItsMachineGoes() {
        Machine machine = buy();
        now = now.plusSeconds(60);
        for (int second = 0; second < 35; second++) {
            registrar.step();
            now = now.plusSeconds(1);
        }
        assertThat(nodes.heartbeats).filteredOn(machine.hostname()::equals).hasSize(3);

        world.deleteNode(new Call("test", now), SandboxContent.CLUSTER, machine.identifier());
        now = now.plusSeconds(60);
        registrar.step();
        assertThat(nodes.heartbeats).filteredOn(machine.hostname()::equals).hasSize(3);
    }

    @Test
    void whatFailedIsTriedAgain() {
        nodes.broken = true;
        registrar.step();
        assertThat(nodes.registered).isEmpty();

        nodes.broken = false;
        registrar.step();

        assertThat(nodes.registered).hasSize(1);
    }

    private Machine buy() {
        Call call = new Call("test", now);
        long group = world.group(SandboxContent.CLUSTER, "workers")
                .or(() -> {
                    world.createGroup(call, SandboxContent.CLUSTER, "workers", 2);
                    return world.group(SandboxContent.CLUSTER, "workers");
                })
                .map(Group::id)
                .orElseThrow();
        Verdict<Machine> verdict = world.addNode(call, SandboxContent.CLUSTER, group);
        return Optional.of(verdict)
                .map(given -> ((Verdict.Granted<Machine>) given).value())
                .orElseThrow();
    }
}
