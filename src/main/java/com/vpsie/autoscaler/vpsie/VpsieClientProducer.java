package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;

/** Puts the client together; one of each per application. */
@ApplicationScoped
class VpsieClientProducer {
    private static final InstantSource CLOCK = Clock.systemUTC();
    private static final Duration LONGEST_START_BUDGET = Duration.ofSeconds(2);

    @Produces
    @Singleton
    VpsieLimits limits(Config config) {
        Checked<ElectionSettings> election = ElectionSettings.read(name -> config.getOptionalValue(name, String.class));
        // with a broken election nothing is ever sent; the refusal itself is the elector's to word
        return VpsieLimits.withStartBudget(
                election instanceof Checked.Valid<ElectionSettings> valid
                        ? valid.value().timing().startBudget()
                        : LONGEST_START_BUDGET);
    }

    @Produces
    @Singleton
    UserAgent userAgent(Config config) {
        return new UserAgent(config.getOptionalValue("POD_NAME", String.class)
                .or(() -> config.getOptionalValue("HOSTNAME", String.class))
                .orElse(""));
    }

    @Produces
    @Singleton
    Circuit circuit(VpsieLimits limits, AutoscalerMetrics metrics) {
        return new Circuit(limits, metrics);
    }

    @Produces
    @Singleton
    CallGuard guard(Circuit circuit, VpsieLimits limits, AutoscalerMetrics metrics) {
        return new CallGuard(circuit, new Throttle(limits, CLOCK, Throttle.Sleeper.REAL), metrics);
    }

    @Produces
    @Singleton
    AtMostOnceExchange exchange(VpsieLimits limits) {
        return new AtMostOnceExchange(limits, CLOCK);
    }

    @Produces
    @Singleton
    AccessSource access(
            VpsieCredentialsHolder holder,
            Settings settings,
            AtMostOnceExchange exchange,
            AutoscalerMetrics metrics,
            UserAgent userAgent) {
        return new AccessSource(
                holder,
                settings.vpsieUrl(),
                ApiDialect.of(settings.vpsieDialect()),
                new Login(exchange, CLOCK, metrics, userAgent.value()),
                CLOCK);
    }

    @Produces
    @ApplicationScoped
    VpsieReader reader(ReadCalls calls) {
        return new RestVpsieReader(calls::read);
    }

    @Produces
    @ApplicationScoped
    VpsieWriter writer(
            AccessSource access,
            CallGuard guard,
            AtMostOnceExchange exchange,
            VpsieLimits limits,
            UserAgent userAgent) {
        return new HttpVpsieWriter(access, guard, exchange, limits, CLOCK, userAgent.value());
    }
}
