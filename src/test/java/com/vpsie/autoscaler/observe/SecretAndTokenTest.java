package com.vpsie.autoscaler.observe;

import static com.vpsie.autoscaler.observe.SmallCluster.await;
import static com.vpsie.autoscaler.observe.SmallCluster.client;
import static com.vpsie.autoscaler.observe.SmallCluster.group;
import static com.vpsie.autoscaler.observe.SmallCluster.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.config.Settings.SecretName;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.vpsie.VpsieCredentialsHolder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SecretAndTokenTest {
    private final KubernetesUnderTest kubernetes = ChosenKubernetes.start();
    private final KubernetesClient user = client(kubernetes, "user");
    private final KubernetesClient replica = client(kubernetes, "replica");

    @BeforeEach
    void namespaces() {
        SmallCluster.namespaces(user);
    }

    @AfterEach
    void stop() {
        replica.close();
        user.close();
        kubernetes.close();
    }

    @Test
    void theTokenFloorIsTheHighestTokenOfAnyGroup() throws Exception {
        SmallCluster.installDefinitions(user);
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
}
