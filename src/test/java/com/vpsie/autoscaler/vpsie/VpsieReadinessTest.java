package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** VPSie's troubles are told and do not count; ours with the Secret do. */
class VpsieReadinessTest {
    private final Fixture fixture = new Fixture(URI.create("http://127.0.0.1:1/v2"), ApiDialect.V2, Fixture.TOKEN);

    private HealthCheckResponse readiness() {
        return new VpsieReadiness(fixture.holder, fixture.guard, fixture.circuit).call();
    }

    @Test
    void providerThatDoesNotAnswerIsNamedAndTheReplicaStaysReady() {
        assertThat(readiness().getData().orElseThrow()).containsEntry("lastCall", "none yet");

        fixture.guard.broke("GET", VpsieErrorCode.TIMEOUT, Duration.ofSeconds(15));

        assertThat(readiness().getStatus()).isEqualTo(Status.UP);
        assertThat(readiness().getData().orElseThrow())
                .containsEntry("lastCall", "TIMEOUT")
                .containsEntry("circuit", "closed");
        for (int i = 1; i < fixture.limits.circuitFailures(); i++) {
            fixture.guard.broke("GET", VpsieErrorCode.TIMEOUT, Duration.ofSeconds(15));
        }
        assertThat(readiness().getStatus()).isEqualTo(Status.UP);
        assertThat(readiness().getData().orElseThrow()).containsEntry("circuit", "open");
    }

    @Test
    void secretThatKeepsNoRuleIsADefectOfOurs() {
        fixture.holder.accept(Map.of("password", "x"));

        assertThat(readiness().getStatus()).isEqualTo(Status.DOWN);
        assertThat(readiness().getData().orElseThrow().get("credentials"))
                .asString()
                .contains("clientId");
    }
}
