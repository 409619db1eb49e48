package com.vpsie.autoscaler.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every kind has been read; a replica whose caches are cold could lead, but not decide. Stays ready while the
 * API server is away later on: that is for the election to tell. Names per kind what is wrong.
 */
@Readiness
@ApplicationScoped
public class CachesReadiness implements HealthCheck {
    private final Informers informers;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected CachesReadiness() {
        informers = null;
    }

    @Inject
    public CachesReadiness(Informers informers) {
        this.informers = informers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("caches").status(informers.synced());
        informers.problems().forEach((kind, problem) -> {
            String state = informers.synced(kind) ? "read" : "reading";
            response.withData(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    problem.map(words -> state + ", but " + words).orElse(state));
        });
        return response.build();
    }
}
