package com.vpsie.autoscaler.leader;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** UP while this replica takes part in the election, leading or not: readiness tied to leading blocks rolling updates. */
@Readiness
@ApplicationScoped
public class LeaderElectionReadiness implements HealthCheck {
    private final Leadership leadership;

    @Inject
    LeaderElectionReadiness(Leadership leadership) {
        this.leadership = leadership;
    }

    /** For the container's proxy, which never uses it. */
    @SuppressWarnings("NullAway")
    protected LeaderElectionReadiness() {
        this(null);
    }

    @Override
    public HealthCheckResponse call() {
        LeadershipView view = leadership.view();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("leader-election-participation")
                .withData("identity", view.identity())
                .withData("leader", view.leader() == null ? "" : view.leader())
                .withData("state", view.state())
                .withData("token", view.token())
                .withData("remaining", view.remaining().toString());
        if (view.problem() != null) {
            response.withData("reason", view.problem());
        }
        return response.status(view.participating()).build();
    }
}
