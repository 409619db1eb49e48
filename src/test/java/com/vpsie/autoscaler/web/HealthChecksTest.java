package com.vpsie.autoscaler.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.config.Given;
import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Validation;
import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.LeadershipView;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.web.HealthChecks.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    private final WeldContainer container =
            new Weld().disableDiscovery().beanClasses(Fine.class, Broken.class).initialize();

    @Readiness
    @ApplicationScoped
    static class Fine implements HealthCheck {
        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.up("fine");
        }
    }

    @Liveness
    @ApplicationScoped
    static class Broken implements HealthCheck {
        @Override
        public HealthCheckResponse call() {
            throw new IllegalStateException("no answer today");
        }
    }

    /** A replica that follows, and is part of the election. */
    private record Follower() implements Leadership {
        @Override
        public Optional<Term> current() {
            return Optional.empty();
        }

        @Override
        public void stepDown(String reason, boolean forGood) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fencedBy(long token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LeadershipView view() {
            return new LeadershipView("me", "other", "FOLLOWER", false, 0, Duration.ZERO, true, null);
        }
    }

    @AfterEach
    void stop() {
        container.close();
    }

    private HealthChecks checks(String readiness) {
        Validation.Result result = Validation.check(flag -> Optional.of(flag)
                .filter(one -> one.name().equals("readiness"))
                .map(one -> Given.onCommandLine(one, readiness)));
        Settings settings = ((Validation.Result.Valid) result).settings();
        return new HealthChecks(container.select(HealthCheck.class, Any.Literal.INSTANCE), settings, new Follower());
    }

    private static List<String> down(List<HealthCheckResponse> answers) {
        return answers.stream()
                .filter(answer -> answer.getStatus() == HealthCheckResponse.Status.DOWN)
                .map(HealthCheckResponse::getName)
                .toList();
    }

    @Test
    void aFollowerThatTakesPartIsReady() {
        assertThat(down(checks("participating").ask(Kind.READINESS))).isEmpty();
    }

    @Test
    void withTheStrictReadingAFollowerIsNotReadyAndSaysWhy() {
        List<HealthCheckResponse> answers = checks("leader").ask(Kind.READINESS);
        assertThat(down(answers)).containsExactly("leading");
        assertThat(HealthText.json(answers)).contains("--readiness=leader and this replica is FOLLOWER");
    }

    @Test
    void aCheckThatThrowsIsDownAndNamesItsTrouble() {
        List<HealthCheckResponse> answers = checks("leader").ask(Kind.LIVENESS);
        assertThat(down(answers)).containsExactly("Broken");
        assertThat(HealthText.json(answers)).contains("no answer today");
    }
}
