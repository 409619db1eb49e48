package com.vpsie.autoscaler.leader;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** DOWN when only a restart helps: a stale leader, a stalled election, a drain without end. Never for being a follower. */
@Liveness
@ApplicationScoped
public class LeaderElectionLiveness implements HealthCheck {
    private final LeaderElector elector;

    @Inject
    LeaderElectionLiveness(LeaderElector elector) {
        this.elector = elector;
    }

    /** For the container's proxy, which never uses it. */
    @SuppressWarnings("NullAway")
    protected LeaderElectionLiveness() {
        this(null);
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> sickness = elector.sickness();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("leader-election");
        sickness.ifPresent(why -> response.withData("reason", why));
        return response.status(sickness.isEmpty()).build();
    }
}
