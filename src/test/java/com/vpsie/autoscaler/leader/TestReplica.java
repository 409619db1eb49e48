package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.GatedTerm;
import com.vpsie.autoscaler.leader.core.Identity;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import io.smallrye.metrics.SharedMetricRegistries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** One elector with everything real but the container. */
final class TestReplica implements AutoCloseable {
    final List<Object> events = new ArrayList<>();
    final MetricRegistry registry = SharedMetricRegistries.getOrCreate("replica-" + UUID.randomUUID());
    final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    final Election election;
    volatile Consumer<Object> observer = event -> {};

    TestReplica(KubernetesUnderTest kubernetes, String name, Map<String, String> properties) {
        this(kubernetes, name, properties, 0);
    }

    TestReplica(KubernetesUnderTest kubernetes, String name, Map<String, String> properties, long floor) {
        this(kubernetes, name, Identity.of(name, "", "", UUID.randomUUID().toString()), properties, floor);
    }

    TestReplica(
            KubernetesUnderTest kubernetes,
            String user,
            Identity identity,
            Map<String, String> properties,
            long floor) {
        election = new Election(
                settings(properties),
                identity,
                new SystemClocks(Path.of("/proc/uptime")),
                kubernetes.clientConfig(user),
                new Election.Surroundings(
                        this::observe, new ElectionMetrics(registry), () -> floor, executor, Runnable::run));
        election.start();
    }

    static ElectionSettings settings(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "id", "test-leader",
                "namespace", "default",
                "lease-duration", "3s",
                "expected-replicas", "2"));
        all.putAll(properties);
        Checked<ElectionSettings> read = ElectionSettings.read(
                name -> Optional.ofNullable(all.get(name.substring(ElectionSettings.PREFIX.length()))));
        return ((Checked.Valid<ElectionSettings>) read).value();
    }

    private boolean observe(Object event) {
        synchronized (events) {
            events.add(event);
        }
        observer.accept(event);
        return true;
    }

    List<Object> seen(Class<?> kind) {
        synchronized (events) {
            return events.stream().filter(kind::isInstance).toList();
        }
    }

    Optional<GatedTerm> term() {
        return election.openTerm();
    }

    boolean leads() {
        return term().isPresent();
    }

    ElectorStatus status() {
        return election.status();
    }

    void stepDown(boolean forGood) {
        election.accept(new Input.StepDown("test", forGood));
    }

    /** As if the process had been killed: nothing is given back, nobody hears of anything. */
    void kill() {
        election.close();
        executor.shutdownNow();
    }

    @Override
    public void close() {
        election.stop();
        kill();
    }
}
