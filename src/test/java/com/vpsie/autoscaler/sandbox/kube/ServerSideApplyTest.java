package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-side apply through the client library that the product uses. */
class ServerSideApplyTest {
    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(0);
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(kubernetes.clientConfig("admin"))
            .build();

    @AfterEach
    void close() {
        client.close();
        kubernetes.close();
    }

    private static ConfigMap map(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("map")
                .withNamespace("default")
                .endMetadata()
                .withData(data)
                .build();
    }

    private ConfigMap apply(String manager, boolean force, Map<String, String> data) {
        return client.resource(map(data))
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(force)
                        .build());
    }

    @Test
    void createsAndChanges() {
        assertThat(client.resource(map(Map.of("a", "1"))).serverSideApply().getData())
                .isEqualTo(Map.of("a", "1"));
        ConfigMap changed = client.resource(map(Map.of("b", "2"))).serverSideApply();

        assertThat(changed.getData()).isEqualTo(Map.of("b", "2"));
        assertThat(changed.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getOperation)
                .containsExactly("Apply");
    }

    @Test
    void twoManagersShareAnObjectAndForceSettlesConflicts() {
        apply("one", false, Map.of("a", "1"));
        apply("two", false, Map.of("b", "1"));

        assertThatThrownBy(() -> apply("two", false, Map.of("a", "2", "b", "1")))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    assertThat(refused.getStatus().getDetails().getCauses())
                            .allSatisfy(cause -> assertThat(cause.getField()).isEqualTo(".data.a"));
                });
        assertThat(apply("two", true, Map.of("a", "2", "b", "1")).getData()).isEqualTo(Map.of("a", "2", "b", "1"));
    }

    @Test
    void aStoreWithoutTrackingRefusesWithAWayRound() {
        try (EmbeddedKubernetes bare = EmbeddedKubernetes.start(0, new ObjectStore());
                KubernetesClient other = new KubernetesClientBuilder()
                        .withConfig(bare.clientConfig("admin"))
                        .build()) {
            assertThatThrownBy(() -> other.resource(map(Map.of("a", "1"))).serverSideApply())
                    .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                        assertThat(refused.getCode()).isEqualTo(415);
                        assertThat(refused.getMessage()).contains("send a merge patch");
                    });
        }
    }
}
