package com.vpsie.autoscaler.vpsie;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands a test's parts to the beans under test. */
@ApplicationScoped
class GivenParts {
    private @Nullable Fixture parts;

    void use(Fixture given) {
        parts = given;
    }

    private Fixture given() {
        return Objects.requireNonNull(parts);
    }

    @Produces
    AccessSource access() {
        return given().access;
    }

    @Produces
    CallGuard guard() {
        return given().guard;
    }

    @Produces
    VpsieLimits limits() {
        return given().limits;
    }

    @Produces
    UserAgent userAgent() {
        return new UserAgent("replica-0");
    }
}
