package com.vpsie.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsProducerTest {
    private static Settings settings(Map<String, String> variables, Map<String, String> environment) {
        return new SettingsProducer(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(variables, "server variables", 500))
                        .withSources(new EnvConfigSource(environment, 300))
                        .build())
                .settings();
    }

    @Test
    void readsVariablesBeforeEnvironmentBeforeDefaults() {
        Settings settings =
                settings(Map.of("sync-period", "1m"), Map.of("SYNC_PERIOD", "2m", "ORPHAN_POLICY", "adopt"));

        assertThat(settings.syncPeriod()).hasMinutes(1);
        assertThat(settings.orphanPolicy()).isEqualTo(Settings.OrphanPolicy.ADOPT);
        assertThat(settings.health().port()).isEqualTo(8081);
    }

    @Test
    void refusesWithEveryProblem() {
        assertThatThrownBy(() -> settings(Map.of("sync-period", "never"), Map.of("LOG_LEVEL", "loud")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--sync-period=never: ")
                .hasMessageContaining("LOG_LEVEL=loud (environment, for --log-level): ");
    }

    @Test
    void refusesAPortTheServerDoesNotListenOn() {
        assertThatThrownBy(() -> settings(Map.of("metrics.port", "8080"), Map.of("METRICS_ADDR", ":9999")))
                .hasMessageContaining("--metrics-addr wants port 9999, but the server listens on metrics.port=8080");
    }

    @Test
    void variableKubeconfigIsNotTheFlag() {
        assertThat(settings(Map.of(), Map.of("KUBECONFIG", "/x")).kubeconfig()).isEmpty();
        assertThat(settings(Map.of("kubeconfig", "/y"), Map.of()).kubeconfig()).hasValue("/y");
    }
}
