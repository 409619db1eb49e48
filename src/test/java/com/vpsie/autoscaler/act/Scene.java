package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.sandbox.vpsie.Machine;
import com.vpsie.autoscaler.sandbox.vpsie.MachineState;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster, a cloud, a clock, and words to tell what happens to them. */
final class Scene {
    static final GroupKey POOL = new GroupKey("autoscaling", "pool");

    final TestClock clock = new TestClock();
    final VpsieWorld world = VpsieWorld.sandbox(clock, () -> clock.monotonic().toNanos(), 42);
    final MemoryCluster cluster = new MemoryCluster(clock::now);
    final CloudDouble cloud = new CloudDouble(world, Fatality.none());
    private long token = 7;

    /** The sample group. */
    static Scene withGroup(int min, int max) {
        Scene scene = new Scene();
        scene.cluster.create(group(POOL, min, max));
        return scene;
    }

    static NodeGroup group(GroupKey key, int min, int max) {
        NodeGroup group = new NodeGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace(key.namespace())
                .withName(key.name())
                .withLabels(Map.of(Names.LABEL_MANAGED, Names.TRUE))
                .build());
        group.getSpec().setMinNodes(min);
        group.getSpec().setMaxNodes(max);
        group.getSpec().setDatacenterID(SandboxContent.DATACENTER);
        group.getSpec().setResourceIdentifier(SandboxContent.CLUSTER);
        group.getSpec().setProject("project");
        group.getSpec().setOfferingIDs(List.of("small"));
        group.getSpec().setKubeSizeID(1L);
        group.getSpec().setKubernetesVersion("v1.34.1");
        return group;
    }

    /** The next leader. */
    Replica leader() {
        return leader(Fatality.none());
    }

    Replica leader(Fatality fatality) {
        return new Replica(token++, cluster, cloud, clock, fatality);
    }

    /** Lets time pass, second by second, while a leader works; machines join when they run. */
    void runs(Replica leader, Duration time) {
        runs(leader, time, Duration.ofSeconds(1));
    }

    /** The same in longer steps, for long times. */
    void runs(Replica leader, Duration time, Duration step) {
        for (long passed = 0; passed < time.toSeconds(); passed += step.toSeconds()) {
            clock.pass(step);
            join();
            leader.turn();
        }
    }

    private void join() {
        for (Machine machine : world.listed(SandboxContent.CLUSTER)) {
            boolean there = cluster.get(Node.class, "", machine.hostname()).isPresent();
            if (!machine.controlPlane() && !there && machine.stateAt(world.now()) == MachineState.RUNNING) {
                cluster.join(machine.hostname());
            }
        }
    }

    NodeGroup group() {
        return cluster.group(POOL).orElseThrow();
    }

    NodeGroupStatus status() {
        return group().getStatus();
    }

    List<VPSieNode> nodes() {
        return cluster.children(POOL);
    }

    List<Machine> workers() {
        return world.everyMachine().stream()
                .filter(machine -> !machine.controlPlane() && machine.stateAt(world.now()) != MachineState.GONE)
                .toList();
    }

    /** Machines ever bought. */
    int bought() {
        return world.log().bought().size();
    }

    void edit(Consumer<NodeGroup> change) {
        NodeGroup next = Copies.of(group());
        change.accept(next);
        cluster.update(
                next,
                (stored, changed) ->
                        changed.getMetadata().setGeneration(stored.getMetadata().getGeneration() + 1));
    }

    void deleteGroup() {
        cluster.delete(NodeGroup.class, POOL.namespace(), POOL.name());
    }

    Optional<Condition> condition(String type) {
        return status().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    void assertReady(int nodes) {
        assertThat(nodes().stream().map(node -> node.getStatus().getPhase()))
                .as("phases")
                .hasSize(nodes)
                .containsOnly("Ready");
        assertThat(status().getReadyNodes()).isEqualTo(nodes);
        assertThat(status().getOperation()).as("unresolved operation").isNull();
    }

    void assertNothingLeft() {
        assertThat(cluster.group(POOL)).as("the NodeGroup").isEmpty();
        assertThat(cluster.all(VPSieNode.class)).as("VPSieNodes").isEmpty();
        assertThat(cluster.all(Node.class)).as("Nodes").isEmpty();
        assertThat(workers()).as("machines").isEmpty();
        assertThat(world.groups(SandboxContent.CLUSTER).stream().filter(g -> !g.deleted()))
                .as("VPSie groups")
                .isEmpty();
    }
}
