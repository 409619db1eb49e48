package com.vpsie.autoscaler.sandbox.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.Copies;
import com.vpsie.autoscaler.api.v1alpha1.GroupMember;
import com.vpsie.autoscaler.api.v1alpha1.GroupOperation;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The beans against the rules of a real API server; without one, not run, and says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealApiCustomResourcesTest {
    private Optional<RealKubernetes> kubernetes = Optional.empty();
    private Optional<KubernetesClient> client = Optional.empty();

    @BeforeAll
    void start() {
        kubernetes = RealKubernetes.find();
        Assumptions.assumeTrue(
                kubernetes.isPresent(), () -> "the custom resources on a real API: " + RealKubernetes.whyNot());
        client = kubernetes.map(real -> new KubernetesClientBuilder()
                .withConfig(real.clientConfig("admin"))
                .build());
        for (CustomResourceDefinition definition : CrdDocuments.definitions()) {
            api().resource(definition).createOr(there -> there.update());
            api().resource(definition)
                    .waitUntilCondition(
                            crd -> crd != null
                                    && crd.getStatus() != null
                                    && crd.getStatus().getConditions() != null
                                    && crd.getStatus().getConditions().stream()
                                            .anyMatch(condition -> "Established".equals(condition.getType())
                                                    && "True".equals(condition.getStatus())),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    @AfterAll
    void stop() {
        client.ifPresent(KubernetesClient::close);
        kubernetes.ifPresent(RealKubernetes::close);
    }

    @Test
    void anObjectThatLeavesOutWhatItMayGetsTheDefaults() {
        NodeGroup sent = group("defaults");
        String bare = "{\"apiVersion\":\"autoscaler.vpsie.com/v1alpha1\",\"kind\":\"NodeGroup\",\"metadata\":{\"name\":"
                + "\"bare\",\"namespace\":\"default\"},\"spec\":{\"minNodes\":0,\"maxNodes\":1,\"datacenterID\":\"d\","
                + "\"resourceIdentifier\":\"r\",\"project\":\"\",\"offeringIDs\":[\"o\"],\"kubernetesVersion\":"
                + "\"v1.31.2\",\"spotConfig\":{}}}";
        api().resource(bare).create();
        NodeGroup made = api().resources(NodeGroup.class)
                .inNamespace("default")
                .withName("bare")
                .get();

        assertThat(made.getSpec().isAllowMixedInstances()).isTrue();
        assertThat(Copies.same(
                        made.getSpec().getScaleDownPolicy(), sent.getSpec().getScaleDownPolicy()))
                .isTrue();
        assertThat(Copies.same(made.getSpec().getScaleUpPolicy(), sent.getSpec().getScaleUpPolicy()))
                .isTrue();
        assertThat(Optional.ofNullable(made.getSpec().getSpotConfig())
                        .orElseThrow()
                        .getMaxSpotPercentage())
                .isEqualTo(80);
        api().resource(made).delete();
    }

    @Test
    void theWholeStatusComesBackAsItWasWritten() {
        NodeGroup made = api().resource(group("ledger")).create();
        NodeGroupStatus status = made.getStatus();
        status.setLeaderToken(9_000_000_000L);
        status.setSealedBy("term-1");
        status.setGroupCreatedByUs(true);
        status.setVpsieGroupID(5_000_000_000L);
        GroupOperation operation = new GroupOperation();
        operation.setId("5e0a");
        operation.setGroupUID(made.getMetadata().getUid());
        operation.setToken(9_000_000_000L);
        operation.setStartedAt(Names.time(Instant.EPOCH));
        operation.getKnown().add("m-1");
        status.setOperation(operation);
        GroupMember member = new GroupMember();
        member.setOpId("5e0a");
        member.setState(GroupMember.State.AWAITED);
        status.getMembers().add(member);

        NodeGroup written = api().resource(made).updateStatus();

        assertThat(Copies.same(written.getStatus(), status)).isTrue();
        written.getStatus().setOperation(null);
        written.getStatus().getMembers().clear();
        NodeGroup emptied = api().resource(written).updateStatus();
        assertThat(emptied.getStatus().getOperation()).isNull();
        assertThat(emptied.getStatus().getMembers()).isEmpty();
        api().resource(emptied).delete();
    }

    @Test
    void whatCannotRunIsRefused() {
        refused(group -> group.getSpec().setMinNodes(6), "minNodes must not exceed maxNodes");
        refused(group -> group.getSpec().setKubernetesVersion("1.31"), "spec.kubernetesVersion");
        refused(group -> group.getSpec().getOfferingIDs().clear(), "spec.offeringIDs");
        refused(group -> group.getSpec().setMaxNodes(0), "spec.maxNodes");
        refused(group -> group.getSpec().getScaleDownPolicy().setCpuThreshold(101), "cpuThreshold");
        refused(group -> group.getSpec().setKubeSizeID(0L), "spec.kubeSizeID");
    }

    @Test
    void aGroupStaysInItsCluster() {
        NodeGroup made = api().resource(group("moves")).create();
        made.getSpec().setResourceIdentifier("another");

        assertThatThrownBy(() -> api().resource(made).update())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("resourceIdentifier cannot be changed");
        api().resource(made).delete();
    }

    @Test
    void theOtherKindsAreAccepted() {
        VPSieNode node = new VPSieNode();
        node.setMetadata(
                new ObjectMetaBuilder().withNamespace("default").withName("a-1").build());
        node.getSpec().setKubernetesVersion("v1.31.2");
        VPSieNode made = api().resource(node).create();
        made.getStatus().setLastError("none");
        assertThat(api().resource(made).updateStatus().getStatus().getPhase()).isEqualTo("Pending");
        api().resource(made).delete();

        AutoscalerConfig config = new AutoscalerConfig();
        config.setMetadata(new ObjectMetaBuilder().withName(Names.CONFIG_NAME).build());
        AutoscalerConfig stored = api().resource(config).create();
        assertThat(Copies.same(stored.getSpec(), config.getSpec())).isTrue();
        api().resource(stored).delete();
    }

    private void refused(Consumer<NodeGroup> change, String because) {
        NodeGroup group = group("refused");
        change.accept(group);
        assertThatThrownBy(() -> api().resource(group).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(because);
    }

    private KubernetesClient api() {
        return client.orElseThrow();
    }

    private static NodeGroup group(String name) {
        NodeGroup group = new NodeGroup();
        group.setMetadata(
                new ObjectMetaBuilder().withNamespace("default").withName(name).build());
        group.getSpec().setMinNodes(1);
        group.getSpec().setMaxNodes(5);
        group.getSpec().setDatacenterID("dc");
        group.getSpec().setResourceIdentifier("cluster");
        group.getSpec().getOfferingIDs().add("offer");
        group.getSpec().setKubernetesVersion("v1.31.2");
        return group;
    }
}
