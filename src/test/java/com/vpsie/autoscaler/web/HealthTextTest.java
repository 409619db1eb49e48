package com.vpsie.autoscaler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class HealthTextTest {
    private static final HealthCheckResponse UP = HealthCheckResponse.named("Leader Election")
            .up()
            .withData("token", 7)
            .build();
    private static final HealthCheckResponse DOWN = HealthCheckResponse.named("caches")
            .down()
            .withData("reason", "no\nAPI")
            .build();

    @Test
    void listsLikeKubernetesButWithTheReason() {
        assertThat(HealthText.verbose("readyz", List.of(UP, DOWN), Set.of()))
                .isEqualTo("[+]ping ok\n[+]leader-election ok\n[-]caches failed: no API\nreadyz check failed\n");
    }

    @Test
    void excludedCheckDoesNotFailTheWhole() {
        assertThat(HealthText.verbose("readyz", List.of(UP, DOWN), Set.of("caches")))
                .endsWith("[+]caches excluded: ok\nreadyz check passed\n");
    }

    @Test
    void withoutReasonAllDataIsListed() {
        HealthCheckResponse answer = HealthCheckResponse.named("caches")
                .down()
                .withData("nodes", "reading")
                .build();

        assertThat(HealthText.verbose("readyz", List.of(answer), Set.of()))
                .contains("[-]caches failed: nodes: reading\n");
    }

    @Test
    void jsonIsMicroProfiles() {
        assertThat(HealthText.json(List.of(UP, DOWN)))
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":["
                        + "{\"name\":\"Leader Election\",\"status\":\"UP\",\"data\":{\"token\":7}},"
                        + "{\"name\":\"caches\",\"status\":\"DOWN\",\"data\":{\"reason\":\"no\\nAPI\"}}]}");
        assertThat(HealthText.json(List.of())).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    }
}
