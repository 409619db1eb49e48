package com.vpsie.autoscaler.leader.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.metrics.legacyapi.LegacyMetricsExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers of a foreign application, without a WAR and without Liberty. The versions of the book, in the order in which
 * the API server stored them, are the judge: each server pays in one term, one after the other, under tokens that grow.
 */
@Tag("timed")
class LiftedElectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ScheduledExecutorService THREADS = Executors.newScheduledThreadPool(4);

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedKubernetes kubernetes;

    private final List<Long> tokens = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient person;

    @BeforeEach
    void start() {
        kubernetes = EmbeddedKubernetes.start(0);
        person = new KubernetesClientBuilder()
                .withConfig(kubernetes.clientConfig("person"))
                .build();
        person.configMaps()
                .inNamespace(PayrollBook.NAMESPACE)
                .withName(PayrollBook.NAME)
                .watch(new Reader());
        // metrics of an earlier test may have asked for a configuration
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        ConfigProviderResolver.instance()
                .registerConfig(
                        new SmallRyeConfigBuilder()
                                .withDefaultValues(Map.of(
                                        "leader-election.id", "payroll",
                                        "leader-election.namespace", PayrollBook.NAMESPACE,
                                        "leader-election.lease-duration", "3s"))
                                .build(),
                        Thread.currentThread().getContextClassLoader());
    }

    @AfterEach
    void stop() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        person.close();
        kubernetes.close();
    }

    /** What a Jakarta EE server brings, and where its API server is. */
    @ApplicationScoped
    @Alternative
    @Priority(1)
    static class Server {
        @Produces
        Config config() {
            return kubernetes.clientConfig("payroll");
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

    /** Takes down under which token each version of the book was written. */
    private final class Reader implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap book) {
            if (action == Action.ADDED || action == Action.MODIFIED) {
                tokens.add(Long.parseLong(book.getData().get("token")));
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static WeldContainer server() {
        return new Weld()
                .disableDiscovery()
                .addExtensions(new ConfigExtension(), new LegacyMetricsExtension())
                .addPackages(false, Leadership.class)
                .addBeanClasses(Payroll.class, PayrollBook.class, Server.class)
                .initialize();
    }

    @Test
    void oneOfTwoServersPaysAndTheOtherGoesOnWhenItStops() throws Exception {
        try (WeldContainer second = firstPaysThenStops()) {
            long paidByTheFirst = paid();
            Await.answer(
                    PATIENCE,
                    "the second server to pay",
                    () -> String.valueOf(paid()),
                    () -> paid() > paidByTheFirst + 5 ? Optional.of(true) : Optional.empty());
            assertThat(second.select(Leadership.class).get().current()).isPresent();
        }
        assertThat(holder()).as("released").isEmpty();
        assertThat(tokens).as("in the order of the writes").isSorted();
        assertThat(tokens.stream().distinct()).as("one term each").hasSize(2);
    }

    /** The second server runs already when the first one stops, and has not paid. */
    private WeldContainer firstPaysThenStops() throws Exception {
        WeldContainer first = server();
        try (first) {
            Await.answer(PATIENCE, "wages", () -> "none", () -> paid() > 5 ? Optional.of(true) : Optional.empty());
            WeldContainer second = server();
            Await.answer(
                    PATIENCE,
                    "the second server to see a leader",
                    () -> second.select(Leadership.class).get().view().toString(),
                    () -> Optional.ofNullable(
                            second.select(Leadership.class).get().view().leader()));
            assertThat(second.select(Leadership.class).get().current()).isEmpty();
            return second;
        }
    }

    private long paid() {
        return book().map(map -> Long.parseLong(map.getData().get("paid"))).orElse(0L);
    }

    private Optional<ConfigMap> book() {
        return Optional.ofNullable(person.configMaps()
                .inNamespace(PayrollBook.NAMESPACE)
                .withName(PayrollBook.NAME)
                .get());
    }

    private String holder() {
        String holder = person.leases()
                .inNamespace(PayrollBook.NAMESPACE)
                .withName("payroll")
                .get()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }
}
