package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.sandbox.ShippedRights;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A cluster that the Go controller ran switches over and back without touching its objects, as
 * {@code docs/from-go-controller.md} tells. The cloud's log is the judge: nothing is bought and nothing deleted.
 */
class DropInIT {
    private static final String NAMESPACE = "vpsie-autoscaler-test";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Optional<LocalServer> server = Optional.empty();
    private Optional<VpsieSimulator> cloud = Optional.empty();
    private Optional<KubernetesClient> admin = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(LocalServer::close);
        cloud.ifPresent(VpsieSimulator::close);
        admin.ifPresent(KubernetesClient::close);
    }

    @Test
    void onTheEmbeddedApi() throws Exception {
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start(0)) {
            thereAndBack(api, "drop-in-embedded");
        }
    }

    @Test
    void onARealApi() throws Exception {
        Optional<RealKubernetes> found = RealKubernetes.find();
        Assumptions.assumeTrue(
                found.isPresent(), () -> "NOT RUN on a real kube-apiserver, because " + RealKubernetes.whyNot());
        try (RealKubernetes api = found.get()) {
            thereAndBack(api, "drop-in-real");
        }
    }

    private void thereAndBack(KubernetesUnderTest api, String name) throws Exception {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(api.clientConfig("admin"))
                .build();
        admin = Optional.of(client);
        VpsieSimulator vpsie = VpsieSimulator.start(0, Optional.of(api.clientConfig("vpsie-simulator")));
        cloud = Optional.of(vpsie);
        GoController goController = new GoController(client, NAMESPACE, vpsie.world());
        prepare(client, vpsie);
        goController.installDefinitions();
        awaitServed(client);
        goController.leavesBehind();
        int before = vpsie.log().entries().size();

        installOurDefinitions(client);
        ShippedRights.of(Path.of(""))
                .in(NAMESPACE)
                .boundTo(List.of("replica-0"))
                .objects()
                .forEach(right -> client.resource(right).create());
        LocalServer ours = start(api, name, vpsie);
        takesOver(client, goController);
        assertThat(vpsie.log().entries()).as("nothing bought, nothing deleted").hasSize(before);

        ours.launcher().destroy();
        assertThat(ours.awaitExit()).isZero();
        goesBack(goController, vpsie);
        assertThat(vpsie.log().entries()).as("nothing bought, nothing deleted").hasSize(before);
    }

    private static void prepare(KubernetesClient client, VpsieSimulator vpsie) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("vpsie-secret")
                        .endMetadata()
                        .withStringData(Map.of(
                                "token", "sandbox-token", "url", vpsie.url().toString()))
                        .build())
                .create();
    }

    /** A real API server serves a kind a moment after it accepted its definition. */
    private static void awaitServed(KubernetesClient client) throws Exception {
        for (String kind : List.of("NodeGroup", "VPSieNode")) {
            Await.answer(PATIENCE, kind + " is served", () -> "not yet", () -> {
                try {
                    client.genericKubernetesResources("autoscaler.vpsie.com/v1alpha1", kind)
                            .inNamespace(NAMESPACE)
                            .list();
                    return Optional.of(kind);
                } catch (KubernetesClientException notYet) {
                    return Optional.empty();
                }
            });
        }
    }

    /** {@code kubectl replace -f kube/crds}. */
    private static void installOurDefinitions(KubernetesClient client) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("kube", "crds"))) {
            for (Path file : files.sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    client.load(in)
                            .items()
                            .forEach(item -> client.resource(item).unlock().createOr(existing -> existing.update()));
                }
            }
        }
    }

    private LocalServer start(KubernetesUnderTest api, String name, VpsieSimulator vpsie) throws Exception {
        Path kubeconfig = LocalServer.write(name, "kubeconfig", api.restrictedKubeconfig("replica-0"));
        LocalServer ours = LocalServer.named(
                name,
                "--kubeconfig=" + kubeconfig,
                // as the Go controller's manifest says, and the namespace of this test
                "--leader-election=true",
                "--leader-election-namespace=" + NAMESPACE,
                "--vpsie-secret-name=vpsie-secret",
                "--vpsie-secret-namespace=" + NAMESPACE,
                "--sync-period=10m",
                "--log-level=info",
                "--vpsie-allow-http",
                "--settle-window=5s");
        server = Optional.of(ours);
        ours.start();
        return ours;
    }

    /** The same Lease, every VPSieNode a member, the half-created one awaited and then claimed and ready. */
    private static void takesOver(KubernetesClient client, GoController goController) throws Exception {
        Lease lease = Await.answer(
                PATIENCE,
                "the Go controller's Lease in our hands",
                () -> String.valueOf(leaseOf(client).getSpec().getHolderIdentity()),
                () -> Optional.of(leaseOf(client))
                        .filter(found -> !found.getSpec().getHolderIdentity().startsWith("vpsie-autoscaler-7d9f")
                                && !found.getSpec().getHolderIdentity().isEmpty()));
        assertThat(lease.getSpec().getLeaseTransitions()).isEqualTo(5);
        GenericKubernetesResource group = Await.answer(
                PATIENCE,
                "three members, all claimed",
                () -> String.valueOf(goController.group().<Object>get("status", "members")),
                () -> Optional.of(goController.group()).filter(DropInIT::allClaimed));
        assertThat(group.<Number>get("status", "leaderToken").longValue()).isPositive();
        Await.answer(
                PATIENCE,
                "three nodes, all ready",
                () -> goController.nodes().stream()
                        .map(node -> String.valueOf(node.<Object>get("status", "phase")))
                        .toList()
                        .toString(),
                () -> Optional.of(goController.nodes())
                        .filter(nodes -> nodes.size() == 3
                                && nodes.stream().allMatch(node -> "Ready".equals(node.get("status", "phase")))));
    }

    private static Lease leaseOf(KubernetesClient client) {
        return client.leases()
                .inNamespace(NAMESPACE)
                .withName(GoController.LEASE)
                .get();
    }

    private static boolean allClaimed(GenericKubernetesResource group) {
        List<Map<String, Object>> members = group.get("status", "members");
        return members != null
                && members.size() == 3
                && members.stream().allMatch(member -> "Claimed".equals(member.get("state")));
    }

    /** Its whole-status writes are refused under our definitions, and are accepted once its own are back. */
    private static void goesBack(GoController goController, VpsieSimulator vpsie) throws Exception {
        var cloudGroup =
                vpsie.world().group(SandboxContent.CLUSTER, GoController.GROUP).orElseThrow();
        assertThatThrownBy(() -> goController.putStatus(goController.group(), goController.statusOfGroup(cloudGroup)))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(422));
        goController.installDefinitions();
        Await.answer(PATIENCE, "a status of the Go controller", () -> "refused", () -> {
            try {
                return Optional.of(
                        goController.putStatus(goController.group(), goController.statusOfGroup(cloudGroup)));
            } catch (KubernetesClientException stillOurRules) {
                return Optional.empty();
            }
        });
        assertThat(goController.nodes()).hasSize(3);
        assertThat(goController.nodes())
                .allSatisfy(node -> assertThat(node.<String>get("spec", "vpsieNodeIdentifier"))
                        .as("what the Go controller needs to delete the machine")
                        .isNotBlank());
    }
}
