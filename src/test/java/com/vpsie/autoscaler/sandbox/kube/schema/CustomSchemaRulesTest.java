package com.vpsie.autoscaler.sandbox.kube.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.WriteOptions;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of our own NodeGroup, without an API around them. */
@Tag("timed")
class CustomSchemaRulesTest {
    private static final ResourceKind KIND =
            ResourceKind.builtin("autoscaler.vpsie.com", "v1alpha1", "nodegroups", "NodeGroup");
    private static final JsonNode OPEN_API = openApi();

    private static JsonNode openApi() {
        try {
            return Serialization.yamlMapper()
                    .readTree(Files.readString(Path.of("kube", "crds", "autoscaler.vpsie.com_nodegroups.yaml")))
                    .at("/spec/versions/0/schema/openAPIV3Schema");
        } catch (IOException e) {
            throw new UncheckedIOException("our definition", e);
        }
    }

    private static ObjectNode group(long token) throws Exception {
        ObjectNode group = (ObjectNode) Json.read("""
                {"apiVersion": "autoscaler.vpsie.com/v1alpha1", "kind": "NodeGroup", "metadata": {"name": "g"},
                 "spec": {"minNodes": 1, "maxNodes": 3, "datacenterID": "dc", "offeringIDs": ["o"], "project": "p",
                  "resourceIdentifier": "r", "kubeSizeID": 1, "kubernetesVersion": "v1.31.2"}}
                """);
        group.putObject("status").put("leaderToken", token);
        ObjectNode object = Meta.unstructured(group);
        RULES.decode(KIND, object, WriteOptions.PLAIN);
        return object;
    }

    private static final CustomSchemaRules RULES = CustomSchemaRules.of(OPEN_API, 1);

    @Test
    void theFenceHolds() throws Exception {
        RULES.update(KIND, group(4), group(5), WriteOptions.PLAIN);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> RULES.update(KIND, group(5), group(4), WriteOptions.PLAIN))
                .withMessageContaining("status.leaderToken must not go down or away");
    }

    @Test
    void oneUpdateOfANodeGroupIsCheckedInWellUnderAMillisecond() throws Exception {
        ObjectNode before = group(4);
        ObjectNode after = group(5);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                RULES.update(KIND, before, after, WriteOptions.PLAIN);
            }
            best = Math.min(best, (System.nanoTime() - start) / 200);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(1));
    }
}
