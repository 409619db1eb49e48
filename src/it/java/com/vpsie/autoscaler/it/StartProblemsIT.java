package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is missing around a replica keeps it alive and not ready, with one message that says what to do; when it is there,
 * the replica becomes ready by itself. With {@code --readiness=leader} the Lease is the last of these things.
 */
class StartProblemsIT {
    @Test
    void everyMissingThingIsNamedUntilItIsThere() throws Exception {
        try (Cluster cluster = Cluster.start();
                VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty());
                LocalServer server = LocalServer.named(
                        "start-problems",
                        "--kubeconfig=" + LocalServer.write("start-problems", "kubeconfig", cluster.kubeconfig()),
                        "--leader-election-namespace=" + Cluster.NAMESPACE,
                        "--vpsie-secret-namespace=" + Cluster.NAMESPACE,
                        "--readiness=leader",
                        "--vpsie-allow-http")) {
            cluster.goAway();
            server.start();
            server.awaitReadyz(503, cluster.address());
            assertThat(LocalServer.get(server.healthUrl("/livez")).status()).isEqualTo(200);

            cluster.comeBack();
            server.awaitReadyz(503, "no right to list and watch nodegroups (403)");
            Await.answer(
                    Duration.ofSeconds(30),
                    "the missing rights by name",
                    () -> "nothing of them in " + server.console(),
                    () -> Optional.of(server.consoleText())
                            .filter(text -> text.contains("not allowed to create pods/eviction: add the verb")));
            cluster.grantRights();
            server.awaitReadyz(503, "CustomResourceDefinition nodegroups.autoscaler.vpsie.com is not installed");
            cluster.installCustomResources();
            server.awaitReadyz(503, "leases.coordination.k8s.io", "is forbidden", Cluster.NAMESPACE);
            cluster.createNamespace();
            hold(cluster, "somebody-else");
            server.awaitReadyz(503, "Secret " + Cluster.NAMESPACE + "/vpsie-secret", "does not exist");
            cluster.putSecret(Map.of("password", "x"));
            server.awaitReadyz(503, "Secret " + Cluster.NAMESPACE + "/vpsie-secret", "clientId");
            cluster.putSecret(
                    Map.of("token", "sandbox-token", "url", cloud.url().toString()));
            server.awaitReadyz(503, "--readiness=leader and this replica is FOLLOWER");
            hold(cluster, "");
            server.awaitReadyz(200, "ok");
        }
    }

    private static void hold(Cluster cluster, String holder) {
        cluster.admin()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(Cluster.NAMESPACE)
                        .withName("vpsie-autoscaler-leader")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(holder.isEmpty() ? 1 : 3600)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .createOr(existing -> existing.update());
    }
}
