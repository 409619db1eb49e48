package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.config.Settings.SecretName;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The client put together by hand, with short bounds; nothing but the far end is a double. */
final class Fixture {
    static final String CLUSTER = "11111111-aaaa-4bbb-8ccc-222222222222";
    static final Map<String, String> TOKEN = Map.of("token", "secret-token");
    static final Map<String, String> PAIR =
            Map.of("clientId", "the-id", "clientSecret", "the secret&".replace(" ", "+"));

    final RecordedMetrics metrics = new RecordedMetrics();
    final TermDouble term = new TermDouble();
    final VpsieLimits limits;
    final VpsieCredentialsHolder holder;
    final Circuit circuit;
    final Throttle throttle;
    final CallGuard guard;
    final AccessSource access;
    final AtMostOnceExchange exchange;
    final VpsieWriter writer;

    Fixture(URI url, ApiDialect dialect, Map<String, String> secret) {
        this(url, dialect, secret, limits(Duration.ofSeconds(5)), Throttle.Sleeper.REAL);
    }

    Fixture(URI url, ApiDialect dialect, Map<String, String> secret, VpsieLimits limits, Throttle.Sleeper sleeper) {
        this(url, dialect, secret, limits, sleeper, new AtMostOnceExchange(limits, Clock.systemUTC()));
    }

    /** With a server that only the test trusts. */
    static Fixture trusting(SSLContext trust, URI url) {
        VpsieLimits limits = limits(Duration.ofSeconds(5));
        return new Fixture(
                url,
                ApiDialect.V2,
                TOKEN,
                limits,
                Throttle.Sleeper.REAL,
                new AtMostOnceExchange(limits, Clock.systemUTC(), trust));
    }

    private Fixture(
            URI url,
            ApiDialect dialect,
            Map<String, String> secret,
            VpsieLimits limits,
            Throttle.Sleeper sleeper,
            AtMostOnceExchange given) {
        this.limits = limits;
        holder = new VpsieCredentialsHolder(new SecretName("kube-system", "vpsie-secret"), true, event -> {});
        holder.accept(secret);
        circuit = new Circuit(limits, metrics);
        throttle = new Throttle(limits, Clock.systemUTC(), sleeper);
        guard = new CallGuard(circuit, throttle, metrics);
        exchange = given;
        access = new AccessSource(
                holder,
                Optional.of(url),
                dialect,
                new Login(exchange, Clock.systemUTC(), metrics, "test-agent"),
                Clock.systemUTC());
        writer = new HttpVpsieWriter(access, guard, exchange, limits, Clock.systemUTC(), "test-agent");
    }

    static VpsieLimits limits(Duration deadline) {
        return new VpsieLimits(deadline, Duration.ofMillis(800), Duration.ofSeconds(3), 100, 5, Duration.ofMillis(300));
    }
}
