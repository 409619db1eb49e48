package com.vpsie.autoscaler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.replica.ReplicaSpec;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DevelopmentPropertiesTest {
    @Test
    void aReplicaWithoutTheLauncherGetsTheSameSettingsUnderTheirPropertyNames() throws Exception {
        ReplicaSpec spec = new ReplicaSpec(
                3, "vpsie-autoscaler-test", "test-leader-1", 0, Path.of("/k"), URI.create("http://127.0.0.1:18080"));
        Properties properties = new Properties();
        properties.load(new StringReader(String.join("\n", DevelopmentProperties.lines(spec))));

        assertThat(properties)
                .containsEntry("leader-election.enabled", "true")
                .containsEntry("leader-election.id", "test-leader-1")
                .containsEntry("leader-election.expected-replicas", "1")
                .containsEntry("vpsie-secret-namespace", "vpsie-autoscaler-test")
                .containsEntry("metrics-addr", "127.0.0.1:19003")
                .containsEntry("metrics.port", "19003")
                .containsEntry("health.port", "19103")
                .containsEntry("management.port", "19203")
                .containsEntry("admin.port", "19303")
                .doesNotContainKey("leader-election");
        assertThat(DevelopmentProperties.environment(spec)).contains("POD_NAME=replica-3");
    }
}
