package com.vpsie.autoscaler.web;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.LeadershipView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Calls every health check bean of a kind. A check that throws is down with what it threw; it never takes the others along. */
@ApplicationScoped
public class HealthChecks {
    private static final Logger LOG = Logger.getLogger(HealthChecks.class.getName());

    /** Which checks are asked. */
    public enum Kind {
        LIVENESS(new AnnotationLiteral<Liveness>() {}),
        READINESS(new AnnotationLiteral<Readiness>() {}),
        STARTUP(new AnnotationLiteral<Startup>() {});

        private final transient Annotation qualifier;

        Kind(Annotation qualifier) {
            this.qualifier = qualifier;
        }
    }

    private final Instance<HealthCheck> checks;
    private final Settings settings;
    private final Leadership leadership;

    /** For the container's proxy only. */
    @SuppressWarnings("NullAway")
    protected HealthChecks() {
        this(null, null, null);
    }

    @Inject
    public HealthChecks(@Any Instance<HealthCheck> checks, Settings settings, Leadership leadership) {
        this.checks = checks;
        this.settings = settings;
        this.leadership = leadership;
    }

    /** Answers of one kind by name; with {@code --readiness=leader} a follower has one more that is down. */
    public List<HealthCheckResponse> ask(Kind kind) {
        List<HealthCheckResponse> answers = new ArrayList<>();
        for (Instance.Handle<HealthCheck> handle : checks.select(kind.qualifier).handles()) {
            answers.add(call(handle));
        }
        if (kind == Kind.READINESS && settings.readiness() == Settings.Readiness.LEADER) {
            answers.add(leads());
        }
        answers.sort(Comparator.comparing(HealthCheckResponse::getName));
        return answers;
    }

    /** Every answer of every kind, each check once. */
    public List<HealthCheckResponse> askAll() {
        List<HealthCheckResponse> answers = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            answers.addAll(ask(kind));
        }
        return answers;
    }

    private HealthCheckResponse call(Instance.Handle<HealthCheck> handle) {
        try {
            return handle.get().call();
        } catch (RuntimeException e) {
            String name = handle.getBean().getBeanClass().getSimpleName();
            LOG.log(Level.WARNING, "health check " + name + " failed to answer", e);
            return HealthCheckResponse.named(name)
                    .down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private HealthCheckResponse leads() {
        LeadershipView view = leadership.view();
        boolean leading = leadership.current().isPresent();
        return HealthCheckResponse.named("leading")
                .status(leading)
                .withData("reason", leading ? "leading" : "--readiness=leader and this replica is " + view.state())
                .build();
    }
}
