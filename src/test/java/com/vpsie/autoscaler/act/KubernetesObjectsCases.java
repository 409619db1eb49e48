package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.act.WriteRefused.Why;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.sandbox.ShippedRights;
import com.vpsie.autoscaler.sandbox.crd.CrdDocuments;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** What acting relies on in any Kubernetes API: the preconditions of its writes. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class KubernetesObjectsCases {
    private static final Member MEMBER =
            new Member("op-1", "pool-1", "", Optional.empty(), MemberState.REQUESTED, Instant.EPOCH);

    static final String USER = "replica-0";

    @SuppressWarnings("NullAway.Init")
    KubernetesUnderTest kubernetes;

    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    /** With the shipped rights and no others. */
    @SuppressWarnings("NullAway.Init")
    private KubernetesClient replica;

    @SuppressWarnings("NullAway.Init")
    Objects objects;

    /** The API to try; throws what skips the test when there is none. */
    abstract KubernetesUnderTest open();

    @BeforeAll
    void start() {
        kubernetes = open();
        client = client(kubernetes.clientConfig("admin"));
        replica = client(kubernetes.restrictedConfig(USER));
        objects = new KubernetesObjects(replica);
        CrdDocuments.definitions().forEach(crd -> client.resource(crd).createOr(there -> there.update()));
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Scene.POOL.namespace())
                        .endMetadata()
                        .build())
                .createOr(there -> there.update());
        ShippedRights rights =
                ShippedRights.of(Path.of("")).in(Scene.POOL.namespace()).boundTo(List.of(USER));
        rights.applyClusterWide(client);
        rights.applyNamespaced(client);
        served();
    }

    private static KubernetesClient client(Config config) {
        Config hasty = new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
        return new KubernetesClientBuilder().withConfig(hasty).build();
    }

    @AfterAll
    void stop() {
        if (client != null) {
            replica.close();
            client.close();
        }
        if (kubernetes != null) {
            kubernetes.close();
        }
    }

    private void served() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                objects.listChildren();
                objects.listGroups();
                return;
            } catch (KubernetesClientException e) {
                assertThat(System.nanoTime() - end).as("kinds are served").isNegative();
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    @AfterEach
    void clean() {
        for (VPSieNode child : objects.listChildren().items()) {
            child.getMetadata().setFinalizers(List.of());
            client.resource(child).update();
            client.resource(child).delete();
        }
        objects.listGroups().items().forEach(group -> client.resource(group).delete());
        client.nodes().withName("worker-1").delete();
    }

    NodeGroup group() {
        return client.resource(Scene.group(Scene.POOL, 1, 5)).create();
    }

    @Test
    void aStatusIsWrittenOnlyOverTheVersionThatWasRead() {
        NodeGroup read = group();
        NodeGroup first = Copies.of(read);
        first.getStatus().setLeaderToken(7L);
        NodeGroup stored = objects.putGroupStatus(first);

        NodeGroup second = Copies.of(read);
        second.getStatus().setLeaderToken(8L);
        assertRefused(() -> objects.putGroupStatus(second), Why.STALE);
        assertThat(objects.getGroup(Scene.POOL)).hasValueSatisfying(now -> {
            assertThat(now.getStatus().getLeaderToken()).isEqualTo(7);
            assertThat(now.getMetadata().getResourceVersion())
                    .isEqualTo(stored.getMetadata().getResourceVersion());
        });
    }

    @Test
    void aWriteToWhatIsGoneIsRefused() {
        NodeGroup gone = group();
        client.resource(gone).delete();
        gone.getStatus().setLeaderToken(7L);

        assertRefused(() -> objects.putGroupStatus(gone), Why.ABSENT);
    }

    @Test
    void aSecondCreationOfTheSameIntentIsAConflict() {
        NodeGroup group = group();
        objects.createChild(ChildCodec.fresh(group, MEMBER));

        assertRefused(() -> objects.createChild(ChildCodec.fresh(group, MEMBER)), Why.EXISTS);
    }

    @Test
    void aDeletionMeansExactlyThisObject() {
        VPSieNode child = objects.createChild(ChildCodec.fresh(group(), MEMBER));
        String name = child.getMetadata().getName();

        objects.deleteChild(Scene.POOL.namespace(), name, "another-uid");
        assertThat(child(name).getMetadata().getDeletionTimestamp()).isNull();

        objects.deleteChild(Scene.POOL.namespace(), name, child.getMetadata().getUid());
        assertThat(child(name).getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(child(name).getMetadata().getFinalizers()).containsExactly(Names.FINALIZER_VPSIE_NODE);
    }

    private VPSieNode child(String name) {
        return objects.getChild(Scene.POOL.namespace(), name).orElseThrow();
    }

    @Test
    void aNodeIsPatchedOnlyAsItWasSeenAndDeletedOnlyAsItIs() {
        Node node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("worker-1")
                        .addToLabels("theirs", "stays")
                        .endMetadata()
                        .build())
                .create();
        objects.patchNode("worker-1", Map.of("metadata", Map.of("labels", Map.of("ours", "new"))));
        assertRefused(
                () -> objects.patchNode(
                        "worker-1",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "resourceVersion",
                                        node.getMetadata().getResourceVersion(),
                                        "labels",
                                        Map.of("ours", "stale")))),
                Why.STALE);
        assertThat(objects.getNode("worker-1").orElseThrow().getMetadata().getLabels())
                .containsEntry("theirs", "stays")
                .containsEntry("ours", "new");

        objects.deleteNode("worker-1", "another-uid");
        assertThat(objects.getNode("worker-1")).isPresent();
        objects.deleteNode("worker-1", node.getMetadata().getUid());
        assertThat(objects.getNode("worker-1")).isEmpty();
        assertRefused(
                () -> objects.patchNode("worker-1", Map.of("metadata", Map.of("labels", Map.of("ours", "late")))),
                Why.ABSENT);
    }

    @Test
    void thePodsOfANodeCanBeEvicted() {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("web")
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("worker-9")
                        .withTerminationGracePeriodSeconds(0L)
                        .addNewContainer()
                        .withName("c")
                        .withImage("i")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        assertThat(objects.podsOn("worker-9")).hasSize(1);
        assertThat(objects.podsOn("worker-8")).isEmpty();

        assertThat(objects.evict(pod)).isTrue();
        List<Pod> left = objects.podsOn("worker-9");
        assertThat(left)
                .allSatisfy(
                        p -> assertThat(p.getMetadata().getDeletionTimestamp()).isNotNull());
    }

    static void assertRefused(Runnable write, Why why) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(
                        WriteRefused.class, e -> assertThat(e.why()).isEqualTo(why));
    }
}
