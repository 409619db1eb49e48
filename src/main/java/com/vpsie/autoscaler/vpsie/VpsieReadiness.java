package com.vpsie.autoscaler.vpsie;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the Secret is missing or wrong, with the reason. VPSie itself being away is told (what came of the
 * last call, and the circuit's state) but never counts: restarting or isolating replicas does not bring a provider back.
 */
@Readiness
@ApplicationScoped
@Typed(HealthCheck.class) // an interface can be proxied without an empty constructor
public class VpsieReadiness implements HealthCheck {
    private final VpsieCredentialsHolder holder;
    private final CallGuard calls;
    private final Circuit circuit;

    @Inject
    VpsieReadiness(VpsieCredentialsHolder holder, CallGuard calls, Circuit circuit) {
        this.holder = holder;
        this.calls = calls;
        this.circuit = circuit;
    }

    @Override
    public HealthCheckResponse call() {
        String problem = holder.problem().orElse("");
        return HealthCheckResponse.named("vpsie")
                .status(problem.isEmpty())
                .withData("credentials", problem.isEmpty() ? "present" : problem)
                .withData("lastCall", calls.lastCall())
                .withData("circuit", circuit.state())
                .build();
    }
}
