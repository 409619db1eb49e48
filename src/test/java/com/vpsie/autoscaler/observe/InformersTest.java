package com.vpsie.autoscaler.observe;

import static com.vpsie.autoscaler.observe.SmallCluster.await;
import static com.vpsie.autoscaler.observe.SmallCluster.client;
import static com.vpsie.autoscaler.observe.SmallCluster.group;
import static com.vpsie.autoscaler.observe.SmallCluster.node;
import static com.vpsie.autoscaler.observe.SmallCluster.vpsieNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import com.vpsie.autoscaler.sandbox.kube.Faults;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InformersTest {
    private static final GroupKey GROUP = new GroupKey("ns", "a");

    private final KubernetesUnderTest kubernetes = ChosenKubernetes.start();
    private final KubernetesClient user = client(kubernetes, "user");
    private final KubernetesClient replica = client(kubernetes, "replica");
    private final ClusterEvents events = new ClusterEvents();
    private final Informers informers = new Informers(replica, events);
    private final NodeGroups groups = new NodeGroups(informers);
    private final VpsieNodes vpsieNodes = new VpsieNodes(informers);
    private final Nodes nodes = new Nodes(informers);
    private final CachesReadiness readiness = new CachesReadiness(informers);
    private final BlockingQueue<GroupKey> changes = new LinkedBlockingQueue<>();

    @BeforeEach
    void namespaces() {
        SmallCluster.namespaces(user);
    }

    @AfterEach
    void stop() {
        informers.stop();
        replica.close();
        user.close();
        kubernetes.close();
    }

    @Test
    void aMissingDefinitionKeepsNotReadyAndIsNamed() throws Exception {
        informers.start();

        await(() -> readiness.call().getData().orElseThrow().toString().contains("nodegroups.autoscaler.vpsie.com"));
        HealthCheckResponse response = readiness.call();
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry(
                        "node-groups",
                        "reading, but CustomResourceDefinition nodegroups.autoscaler.vpsie.com is not installed:"
                                + " kubectl apply -f kube/crds installs it");
        assertThatThrownBy(() -> new NodeGroupTokenFloor(replica).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CustomResourceDefinition nodegroups.autoscaler.vpsie.com is not installed");

        installDefinitions();
        await(informers::synced);
        await(() -> readiness.call().getStatus() == Status.UP);
        assertThat(readiness.call().getData().orElseThrow())
                .containsEntry("node-groups", "read")
                .containsEntry("vpsie-nodes", "read")
                .containsEntry("nodes", "read");
        informers.whenSynced().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void anAbsentApiIsWaitedFor() {
        installDefinitions();
        var outage = faults().always(Fault.Match.user("replica"), new Fault.Reset());
        informers.start();

        await(() -> readiness.call().getData().orElseThrow().toString().contains("cannot be reached"));
        assertThat(informers.synced()).isFalse();

        outage.remove();
        await(informers::synced);
    }

    @Test
    void changesOfGroupsAndTheirNodesAreTold() throws Exception {
        startReady();
        var subscription = events.subscribe(changes::add);

        user.resource(group("a")).create();
        assertThat(nextChange()).isEqualTo(GROUP);
        await(() -> groups.get(GROUP).isPresent());

        user.resource(vpsieNode("a-1", "a", "host-1")).create();
        assertThat(nextChange()).isEqualTo(GROUP);
        await(() -> vpsieNodes.ofGroup(GROUP).size() == 1);

        user.resource(node("host-1", Map.of())).create();
        assertThat(nextChange()).isEqualTo(GROUP);
        await(() -> nodes.workerNamed("host-1").isPresent());

        user.resource(node("labelled", Map.of(Names.LABEL_NODE_GROUP, "a"))).create();
        assertThat(nextChange()).isEqualTo(GROUP);

        user.resource(node("stranger", Map.of())).create();
        user.resource(vpsieNode("a-1", "a", "host-1")).delete();
        assertThat(nextChange()).isEqualTo(GROUP);
        await(() -> vpsieNodes.ofGroup(GROUP).isEmpty());

        subscription.close();
        user.resource(group("a")).delete();
        await(() -> groups.get(GROUP).isEmpty());
        assertThat(changes).isEmpty();
    }

    @Test
    void aHeartbeatOfANodeIsNoChange() {
        Node before = node("n", Map.of());
        Node after = node("n", Map.of());
        before.getMetadata().setResourceVersion("1");
        after.getMetadata().setResourceVersion("2");
        after.getStatus().getConditions().get(0).setLastHeartbeatTime("2026-01-01T00:00:00Z");

        assertThat(NodeChanges.matter(before, after)).isFalse();
        after.getStatus().getConditions().get(0).setStatus("False");
        assertThat(NodeChanges.matter(before, after)).isTrue();
    }

    @Test
    void ofTheControlPlaneNoNodeIsAWorkerAndAnAmbiguousNameIsNone() {
        startReady();
        user.resource(node("master", Map.of("node-role.kubernetes.io/control-plane", "")))
                .create();
        user.resource(node("one", Map.of())).create();
        Node impostor = node("two", Map.of());
        impostor.getStatus().getAddresses().get(0).setAddress("one");
        user.resource(impostor).create();
        // as a patch: a real cluster's controllers write to nodes too
        user.nodes().withName("two").editStatus(there -> {
            there.setStatus(impostor.getStatus());
            return there;
        });
        await(() -> nodes.all().size() == 3);

        assertThat(nodes.workerNamed("master")).isEmpty();
        assertThat(nodes.workerNamed("one")).isEmpty();
        assertThat(nodes.workerNamed("TWO")).isPresent();
        assertThat(nodes.get("two").orElseThrow().getStatus().getImages()).isNullOrEmpty();
    }

    @Test
    void groupsOfOneNameInTwoNamespacesNeverMix() {
        startReady();
        VPSieNode other = vpsieNode("b-1", "a", "h");
        other.getMetadata().setNamespace("other");
        user.resource(other).create();
        user.resource(vpsieNode("a-1", "a", "h2")).create();
        await(() -> vpsieNodes.ofGroup(GROUP).size() == 1
                && vpsieNodes.ofGroup(new GroupKey("other", "a")).size() == 1);

        assertThat(vpsieNodes.ofGroup(GROUP).get(0).getMetadata().getName()).isEqualTo("a-1");
    }

    @Test
    void ownWritesAreSeenAlthoughTheWatchIsSilent() {
        startReady();
        faults().always(Fault.Match.user("replica").verbs("watch"), new Fault.WatchSilence());

        vpsieNodes.wrote(replica.resource(vpsieNode("a-1", "a", "h")).create());
        groups.wrote(replica.resource(group("a")).create());

        assertThat(vpsieNodes.ofGroup(GROUP)).hasSize(1);
        assertThat(vpsieNodes.get("ns", "a-1")).isPresent();
        assertThat(groups.get(GROUP)).isPresent();
    }

    @Test
    void aCopyMayBeChanged() {
        startReady();
        user.resource(group("a")).create();
        await(() -> groups.get(GROUP).isPresent());

        groups.get(GROUP).orElseThrow().getSpec().setMinNodes(99);
        assertThat(groups.get(GROUP).orElseThrow().getSpec().getMinNodes()).isEqualTo(2);
    }

    private void startReady() {
        installDefinitions();
        informers.start();
        await(informers::synced);
    }

    private void installDefinitions() {
        SmallCluster.installDefinitions(user);
    }

    private Faults faults() {
        assumeTrue(kubernetes instanceof EmbeddedKubernetes, "faults can be injected into the embedded API alone");
        return ((EmbeddedKubernetes) kubernetes).faults();
    }

    private GroupKey nextChange() throws InterruptedException {
        GroupKey key = changes.poll(20, TimeUnit.SECONDS);
        assertThat(key).isNotNull();
        // one change may be told more than once
        while (changes.poll(300, TimeUnit.MILLISECONDS) != null) {
            continue;
        }
        return key;
    }
}
