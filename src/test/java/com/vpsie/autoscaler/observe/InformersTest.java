package com.vpsie.autoscaler.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.config.Settings.SecretName;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.sandbox.crd.CrdDocuments;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import com.vpsie.autoscaler.vpsie.VpsieCredentialsHolder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InformersTest {
    private static final GroupKey GROUP = new GroupKey("ns", "a");

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(0);
    private final KubernetesClient user = client("user");
    private final KubernetesClient replica = client("replica");
    private final ClusterEvents events = new ClusterEvents();
    private final Informers informers = new Informers(replica, events);
    private final NodeGroups groups = new NodeGroups(informers);
    private final VpsieNodes vpsieNodes = new VpsieNodes(informers);
    private final Nodes nodes = new Nodes(informers);
    private final CachesReadiness readiness = new CachesReadiness(informers);
    private final BlockingQueue<GroupKey> changes = new LinkedBlockingQueue<>();

    @BeforeEach
    void namespaces() {
        for (String name : List.of("ns", "other")) {
            user.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    @AfterEach
    void stop() {
        informers.stop();
        replica.close();
        user.close();
        kubernetes.close();
    }

    @Test
    void aMissingDefinitionKeepsNotReadyAndIsNamed() {
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
        assertThat(informers.whenSynced().toCompletableFuture()).isCompleted();
    }

    @Test
    void anAbsentApiIsWaitedFor() {
        installDefinitions();
        var outage = kubernetes.faults().always(Fault.Match.user("replica"), new Fault.Reset());
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
        impostor.getMetadata().setResourceVersion(null);
        user.resource(impostor).updateStatus();
        await(() -> nodes.all().size() == 3);

        assertThat(nodes.workerNamed("master")).isEmpty();
        assertThat(nodes.workerNamed("one")).isEmpty();
        assertThat(nodes.workerNamed("TWO")).isPresent();
        assertThat(nodes.get("two").orElseThrow().getStatus().getImages()).isEmpty();
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
        kubernetes.faults().always(Fault.Match.user("replica").verbs("watch"), new Fault.WatchSilence());

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

    @Test
    void theTokenFloorIsTheHighestTokenOfAnyGroup() throws Exception {
        installDefinitions();
        assertThat(new NodeGroupTokenFloor(replica).read()).isZero();

        seal("a", 41);
        seal("b", 5_000_000_000L);
        user.resource(group("never-sealed")).create();
        assertThat(new NodeGroupTokenFloor(replica).read()).isEqualTo(5_000_000_000L);
    }

    @Test
    void theSecretIsFollowed() {
        Set<Object> changed = ConcurrentHashMap.newKeySet();
        SecretName name = new SecretName("ns", "vpsie-secret");
        VpsieCredentialsHolder holder = new VpsieCredentialsHolder(name, false, changed::add);
        SecretWatch watch = new SecretWatch(replica, name, holder);
        watch.start();
        try {
            await(() -> holder.problem().orElse("").contains("does not exist"));

            user.resource(secret("vpsie-secret", Map.of("token", "t-1"))).create();
            await(() -> holder.get().isPresent());
            user.resource(secret("another", Map.of("token", "t-9"))).create();
            user.resource(secret("vpsie-secret", Map.of("token", "t-2"))).update();
            await(() -> changed.size() == 2);

            user.resource(secret("vpsie-secret", Map.of("tokn", "t-3"))).update();
            await(() -> holder.get().isEmpty());
            assertThat(holder.problem().orElseThrow()).contains("ns/vpsie-secret");

            user.resource(secret("vpsie-secret", Map.of())).delete();
            await(() -> holder.problem().orElse("").contains("was deleted"));
        } finally {
            watch.stop();
        }
    }

    private void seal(String name, long token) {
        NodeGroup created = user.resource(group(name)).create();
        created.getStatus().setLeaderToken(token);
        user.resource(created).updateStatus();
    }

    private void startReady() {
        installDefinitions();
        informers.start();
        await(informers::synced);
    }

    private void installDefinitions() {
        CrdDocuments.definitions().forEach(crd -> user.resource(crd).create());
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

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited 30 s").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private KubernetesClient client(String name) {
        Config config = new ConfigBuilder(kubernetes.clientConfig(name))
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(50)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static NodeGroup group(String name) {
        NodeGroup group = new NodeGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName(name)
                .addToLabels(Names.LABEL_MANAGED, Names.TRUE)
                .build());
        group.getSpec().setMinNodes(2);
        group.getSpec().setMaxNodes(5);
        group.getSpec().setKubernetesVersion("v1.31.2");
        group.getSpec().getOfferingIDs().add("o");
        return group;
    }

    private static VPSieNode vpsieNode(String name, String group, String hostname) {
        VPSieNode node = new VPSieNode();
        node.setMetadata(
                new ObjectMetaBuilder().withNamespace("ns").withName(name).build());
        node.getSpec().setNodeGroupName(group);
        node.getSpec().setNodeName(hostname);
        node.getSpec().setKubernetesVersion("v1.31.2");
        return node;
    }

    private static Node node(String name, Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addNewAddress()
                .withType("Hostname")
                .withAddress(name)
                .endAddress()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .addNewImage()
                .withNames("registry/image:1")
                .endImage()
                .endStatus()
                .build();
    }

    private static Secret secret(String name, Map<String, String> data) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName(name)
                .endMetadata()
                .withStringData(data)
                .build();
    }
}
