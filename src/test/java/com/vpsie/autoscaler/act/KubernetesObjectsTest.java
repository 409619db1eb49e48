package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the embedded API. */
class KubernetesObjectsTest extends KubernetesObjectsCases {
    private static final String NODE = "worker-once";

    @Override
    KubernetesUnderTest open() {
        return EmbeddedKubernetes.start(0);
    }

    /** A thousand nodes that join are a thousand requests, not two thousand. */
    @Test
    void aNodeIsPatchedByOneRequest() {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NODE)
                        .endMetadata()
                        .build())
                .create();

        objects.patchNode(NODE, Map.of("metadata", Map.of("labels", Map.of("ours", "new"))));

        assertThat(((EmbeddedKubernetes) kubernetes).asked().of(USER))
                .filteredOn(entry -> entry.name().equals(NODE))
                .singleElement()
                .satisfies(entry -> assertThat(entry.verb()).isEqualTo("patch"));
    }
}
