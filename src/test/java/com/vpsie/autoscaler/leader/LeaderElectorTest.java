package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.metrics.legacyapi.LegacyMetricsExtension;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bean as an application sees it: CDI, MicroProfile Config, Metrics and Health, with a real API behind. */
@org.junit.jupiter.api.Tag("timed")
class LeaderElectorTest {
    private static KubernetesUnderTest kubernetes;
    private static KubernetesClient client;
    private static final ScheduledExecutorService THREADS = Executors.newScheduledThreadPool(2);

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "leader-election.id", "test-leader",
            "leader-election.namespace", "default",
            "leader-election.lease-duration", "3s"));

    @BeforeAll
    static void api() {
        kubernetes = ChosenKubernetes.start();
        client = new KubernetesClientBuilder()
                .withConfig(kubernetes.clientConfig("person"))
                .build();
    }

    @AfterAll
    static void end() {
        client.close();
        kubernetes.close();
        THREADS.shutdownNow();
    }

    @BeforeEach
    void noLease() {
        client.leases().inNamespace("default").withName("test-leader").delete();
        Diary.HEARD.clear();
        Diary.THROWS.set(false);
    }

    @AfterEach
    void forget() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    }

    /** An application that listens. */
    @ApplicationScoped
    static class Diary {
        static final List<Object> HEARD = new CopyOnWriteArrayList<>();
        static final java.util.concurrent.atomic.AtomicBoolean THROWS = new java.util.concurrent.atomic.AtomicBoolean();

        void acquired(@Observes LeadershipAcquired event) {
            HEARD.add(event);
            if (THROWS.get()) {
                throw new IllegalStateException("cannot begin");
            }
        }

        void lost(@Observes LeadershipLost event) {
            HEARD.add(event);
        }

        void seen(@Observes LeaderObserved event) {
            HEARD.add(event);
        }
    }

    /** The registry as the application gets it. */
    @ApplicationScoped
    static class Registry {
        @Inject
        @RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE)
        MetricRegistry registry;

        MetricRegistry get() {
            return registry;
        }
    }

    /** What the container and the rest of the application bring. */
    @ApplicationScoped
    static class Surroundings {
        @Produces
        Config config() {
            return kubernetes.clientConfig("replica");
        }

        @Produces
        ManagedScheduledExecutorService executor() {
            return (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ManagedScheduledExecutorService.class},
                    (proxy, method, arguments) -> {
                        try {
                            return method.invoke(THREADS, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }

        @Produces
        ContextService contexts() {
            Consumer<Runnable> plain = Runnable::run;
            return (ContextService) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ContextService.class}, (p, m, a) -> plain);
        }
    }

    private WeldContainer application() {
        // metrics of an earlier test may have asked for the configuration since
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        ConfigProviderResolver.instance()
                .registerConfig(
                        new SmallRyeConfigBuilder()
                                .withDefaultValues(properties)
                                .build(),
                        Thread.currentThread().getContextClassLoader());
        return new Weld()
                .disableDiscovery()
                .addExtensions(new ConfigExtension(), new LegacyMetricsExtension())
                .addBeanClasses(
                        LeaderElector.class,
                        ElectionConfig.class,
                        ElectionFactory.class,
                        ElectionMetrics.class,
                        Announcer.class,
                        LeaderElectionLiveness.class,
                        LeaderElectionReadiness.class,
                        Diary.class,
                        Registry.class,
                        Surroundings.class)
                .initialize();
    }

    private static Leadership leadership(WeldContainer application) {
        return application.select(Leadership.class).get();
    }

    private static HealthCheckResponse readiness(WeldContainer application) {
        return application
                .select(LeaderElectionReadiness.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
    }

    private static HealthCheckResponse liveness(WeldContainer application) {
        return application
                .select(LeaderElectionLiveness.class, Liveness.Literal.INSTANCE)
                .get()
                .call();
    }

    private static double gauge(WeldContainer application, String name, Tag... labels) {
        MetricRegistry registry = application.select(Registry.class).get().get();
        Gauge<?> gauge = registry.getGauge(new MetricID(name, labels));
        return gauge == null ? Double.NaN : gauge.getValue().doubleValue();
    }

    private static long heard(Class<?> kind) {
        return Diary.HEARD.stream().filter(kind::isInstance).count();
    }

    @Test
    void leadsTellsShowsAndGivesTheLeaseBack() {
        try (WeldContainer application = application()) {
            Leadership leadership = leadership(application);
            Eventually.until("told", () -> heard(LeadershipAcquired.class) == 1);
            Term term = leadership.current().orElseThrow();
            term.requireBudget();
            assertThat(term.startBudget()).hasMillis(500);

            LeadershipView view = leadership.view();
            assertThat(view.leader()).isEqualTo(view.identity()).isEqualTo(term.identity());
            assertThat(view.state()).isEqualTo("LEADING");
            assertThat(view.token()).isEqualTo(term.token());
            assertThat(view.participating()).isTrue();

            HealthCheckResponse ready = readiness(application);
            assertThat(ready.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(ready.getData().orElseThrow())
                    .containsEntry("leader", view.identity())
                    .containsEntry("state", "LEADING")
                    .containsEntry("token", term.token())
                    .containsKeys("identity", "remaining");
            assertThat(liveness(application).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

            Tag name = new Tag("name", "test-leader");
            assertThat(gauge(application, "leader_election_master_status", name))
                    .isEqualTo(1);
            assertThat(gauge(application, "leader_election_lease_duration_seconds", name))
                    .isEqualTo(3);
            assertThat(gauge(application, "leader_election_lease_remaining_seconds", name))
                    .isBetween(0.1, 2.0);
            assertThat(gauge(application, "leader_election_last_commit_age_seconds", name))
                    .isBetween(0.0, 2.0);
            assertThat(gauge(application, "leader_election_state", name, new Tag("state", "leading")))
                    .isEqualTo(1);
            assertThat(gauge(application, "leader_election_state", name, new Tag("state", "follower")))
                    .isZero();
            Eventually.until(
                    "an Event on the Lease",
                    () -> client.v1().events().inNamespace("default").list().getItems().stream()
                            .anyMatch(event -> event.getReason().equals("LeaderElection")
                                    && event.getMessage().equals(view.identity() + " became leader")));
        }
        assertThat(heard(LeadershipLost.class)).isEqualTo(1);
        assertThat(holder()).contains("");
    }

    private static Optional<String> holder() {
        return Optional.ofNullable(client.leases()
                        .inNamespace("default")
                        .withName("test-leader")
                        .get())
                .map(Lease::getSpec)
                .map(spec -> Optional.ofNullable(spec.getHolderIdentity()).orElse(""));
    }

    @Test
    void anObserverThatThrowsAtTheStartOfATermEndsIt() {
        Diary.THROWS.set(true);
        try (WeldContainer application = application()) {
            Eventually.until("stepped down", () -> heard(LeadershipLost.class) == 1);
            Eventually.until("released", () -> holder().equals(Optional.of("")));
            assertThat(leadership(application).current()).isEmpty();
            // the Lease is free before the answer that says so has come back
            Eventually.until(
                    "knows it", () -> leadership(application).view().state().equals("RELEASED"));
        }
    }

    @Test
    void steppingDownForGoodIsNeverUndoneAndNotReady() {
        try (WeldContainer application = application()) {
            Eventually.until("leads", () -> leadership(application).current().isPresent());
            leadership(application).stepDown("preStop", true);
            Eventually.until("released", () -> holder().equals(Optional.of("")));
            assertThat(readiness(application).getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(leadership(application).view().problem()).isEqualTo("stepped down for good");
        }
    }

    @Test
    void aWrongSettingIsToldAndNothingStarts() {
        properties.put("leader-election.renew-deadline", "2.9s");
        try (WeldContainer application = application()) {
            LeadershipView view = leadership(application).view();
            assertThat(view.participating()).isFalse();
            assertThat(view.problem()).contains("--leader-election-renew-deadline=2.9s");
            assertThat(readiness(application).getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(heard(LeadershipAcquired.class)).isZero();
        }
    }

    @Test
    void switchedOffItLeadsWithoutALease() {
        properties.put("leader-election.enabled", "false");
        try (WeldContainer application = application()) {
            Eventually.until("told", () -> heard(LeadershipAcquired.class) == 1);
            assertThat(leadership(application).view().state()).isEqualTo("OFF");
            assertThat(readiness(application).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(holder()).isEmpty();
        }
        assertThat(heard(LeadershipLost.class)).isEqualTo(1);
    }
}
