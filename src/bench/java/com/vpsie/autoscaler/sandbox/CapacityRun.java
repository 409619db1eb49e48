package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.crd.CrdDocuments;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.WriteLog;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.replica.LocalProcesses;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.replica.ReplicaProbe;
import com.vpsie.autoscaler.sandbox.replica.ReplicaSpec;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One replica alone with an API and a cloud of its own, and what it does there. Its nodes report as kubelets do. Used by
 * one thread; {@link #close} leaves no process.
 */
final class CapacityRun implements AutoCloseable {
    private static final String USER = "replica-0";
    private static final String LEASE = "vpsie-autoscaler-leader";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration REPORTED_EVERY = Duration.ofMinutes(5);

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start(0);
    /** Knows no Kubernetes: the nodes are made by {@link #content}. */
    private final VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty());

    private final ReplicaProbe probe = new ReplicaProbe();
    private final ScheduledExecutorService kubelets = Executors.newSingleThreadScheduledExecutor();
    private final CapacityContent content;
    private final Replica replica;

    CapacityRun(SandboxOptions options, ServerLayout layout) throws IOException {
        install(options.project());
        content = new CapacityContent(api.store(), cloud.world());
        Path kubeconfig = layout.work().resolve("kubeconfig-replica-0");
        Files.writeString(kubeconfig, api.restrictedKubeconfig(USER));
        replica = new Replica(
                layout,
                new LocalProcesses(layout),
                new ReplicaSpec(0, CapacityContent.NAMESPACE, LEASE, 1, kubeconfig, cloud.url()));
    }

    /** Straight into the store, so that nothing has to be asked twice while it is being filled. */
    private void install(Path project) {
        CrdDocuments.definitions().forEach(this::put);
        put(new NamespaceBuilder()
                .withNewMetadata()
                .withName(CapacityContent.NAMESPACE)
                .endMetadata()
                .build());
        put(new SecretBuilder()
                .withNewMetadata()
                .withNamespace(CapacityContent.NAMESPACE)
                .withName("vpsie-secret")
                .endMetadata()
                .withStringData(Map.of("token", "sandbox-token"))
                .build());
        ShippedRights.of(project)
                .in(CapacityContent.NAMESPACE)
                .forLease(LEASE)
                .boundTo(List.of(USER))
                .objects()
                .forEach(this::put);
    }

    private void put(HasMetadata object) {
        String[] version = object.getApiVersion().split("/", 2);
        ResourceKind kind = api.store()
                .kinds()
                .find(version.length > 1 ? version[0] : "", version[version.length - 1], object.getPlural())
                .orElseThrow(() -> new SandboxException("the API does not know " + object.getKind()));
        String namespace = object.getMetadata().getNamespace();
        api.store()
                .create(
                        kind,
                        namespace == null ? "" : namespace,
                        Serialization.jsonMapper().valueToTree(object));
    }

    CapacityContent content() {
        return content;
    }

    /**
     * A start.
     *
     * @param ready from the start of the launcher to {@code /readyz} answering 200
     * @param seen from the Lease taken to the first write to the last group
     * @param rest from the Lease taken to the last write of all that followed
     * @param requests to the Kubernetes API until then, by verb and resource, but those of the election
     * @param calls to VPSie until then
     * @param cpuSeconds of the replica from the start of the launcher until then
     */
    record Round(
            Duration ready,
            Duration seen,
            Duration rest,
            Map<String, Long> requests,
            Map<Operation, Long> calls,
            double cpuSeconds,
            long mostMebibytes) {}

    /** Starts the replica, and waits until each group is at VPSie and nothing has been written for a while. */
    Round start(int groups) throws Exception {
        int from = api.writes().size();
        Map<Operation, Long> calls = calls();
        Map<String, Long> requests = requests();
        long begun = System.nanoTime();
        replica.start();
        await("the replica to be ready", () -> probe.isReady(replica) ? Optional.of(true) : Optional.empty());
        Duration ready = Duration.ofNanos(System.nanoTime() - begun);
        Instant leads = await(
                "a leader",
                () -> written(from).stream()
                        .filter(entry -> entry.kind().startsWith("leases."))
                        .map(WriteLog.Entry::time)
                        .findFirst());
        Map<String, Instant> first = await(groups + " groups at rest", () -> atRest(from, groups));
        Instant last = work(from).stream()
                .map(WriteLog.Entry::time)
                .max(Instant::compareTo)
                .orElse(leads);
        Instant seen = first.values().stream().max(Instant::compareTo).orElse(leads);
        return new Round(
                ready,
                Duration.between(leads, seen),
                Duration.between(leads, last),
                withoutElection(more(requests, requests())),
                more(calls, calls()),
                figures().cpuSeconds(),
                figures().mostResidentMebibytes());
    }

    private <T> T await(String what, Await.Question<T> question) throws Exception {
        return Await.answer(PATIENCE, what, () -> "the end of " + replica.console(), () -> {
            if (!replica.isAlive()) {
                throw new SandboxException("the replica has ended, see " + replica.console());
            }
            return question.ask();
        });
    }

    private List<WriteLog.Entry> written(int from) {
        return api.writes().entriesFrom(from).stream()
                .filter(entry -> entry.user().equals(USER) && entry.accepted())
                .toList();
    }

    /** Writes about groups and nodes; the Lease is renewed for ever. */
    private List<WriteLog.Entry> work(int from) {
        return written(from).stream()
                .filter(entry ->
                        !entry.kind().startsWith("leases.") && !entry.kind().equals("events"))
                .toList();
    }

    /** When each group was written first, once there is nothing left to write; else empty. */
    private Optional<Map<String, Instant>> atRest(int from, int groups) {
        Map<String, Instant> first = new HashMap<>();
        Instant last = Instant.MIN;
        for (WriteLog.Entry entry : work(from)) {
            last = entry.time();
            if (entry.kind().equals("nodegroups.autoscaler.vpsie.com/status")) {
                first.putIfAbsent(entry.name(), entry.time());
            }
        }
        boolean quiet = last.isBefore(Instant.now().minus(QUIET));
        return quiet && first.size() == groups && content.groupsAtVpsie() == groups
                ? Optional.of(first)
                : Optional.empty();
    }

    /** Lets kubelets report until the end. */
    void reportNodes() {
        if (content.numberOfNodes() > 0) {
            long pause = REPORTED_EVERY.toNanos() / content.numberOfNodes();
            kubelets.scheduleAtFixedRate(content::report, 0, pause, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * What the replica does while nothing happens, in one minute.
     *
     * @param requests to the Kubernetes API by verb and resource
     * @param watches that are open
     * @param heapMebibytes after a collection
     */
    record Minute(
            Map<String, Long> requests,
            long watches,
            Map<Operation, Long> calls,
            double cpuSeconds,
            long residentMebibytes,
            double heapMebibytes) {}

    Minute rest() throws Exception {
        awaitSilence();
        Map<String, Long> requests = requests();
        Map<Operation, Long> calls = calls();
        double cpu = figures().cpuSeconds();
        TimeUnit.MINUTES.sleep(1);
        double used = figures().cpuSeconds() - cpu;
        return new Minute(
                more(requests, requests()),
                api.faults().openWatches().stream().filter(USER::equals).count(),
                more(calls, calls()),
                used,
                figures().residentMebibytes(),
                figures().heapMebibytes());
    }

    /** What is asked once after a start is not part of the rest. */
    private void awaitSilence() throws Exception {
        Map<String, Long> asked = new TreeMap<>();
        Instant[] since = {Instant.now()};
        await("nothing but renewals", () -> {
            Map<String, Long> now = withoutElection(requests());
            if (!now.equals(asked)) {
                asked.clear();
                asked.putAll(now);
                since[0] = Instant.now();
            }
            return since[0].isBefore(Instant.now().minus(SILENCE)) ? Optional.of(true) : Optional.empty();
        });
    }

    /** To the Kubernetes API so far, by verb and resource. */
    private Map<String, Long> requests() {
        Map<String, Long> requests = new TreeMap<>();
        api.asked()
                .counts(USER)
                .forEach((entry, count) -> requests.merge(entry.verb() + " " + entry.resource(), count, Long::sum));
        return requests;
    }

    private static Map<String, Long> withoutElection(Map<String, Long> requests) {
        requests.keySet().removeIf(request -> request.endsWith(" leases"));
        return requests;
    }

    private Map<Operation, Long> calls() {
        return cloud.requests().byOperation();
    }

    private static <K> Map<K, Long> more(Map<K, Long> before, Map<K, Long> after) {
        Map<K, Long> more = new TreeMap<>(after);
        before.forEach((key, count) -> more.merge(key, -count, Long::sum));
        more.values().removeIf(count -> count == 0);
        return more;
    }

    private ProcessFigures figures() {
        return ProcessFigures.of(replica);
    }

    /** Stops it in order. */
    void stop() throws InterruptedException {
        replica.signalStop();
        if (!replica.awaitEnd(Duration.ofSeconds(60))) {
            throw new SandboxException("the replica does not stop, see " + replica.console());
        }
    }

    @Override
    public void close() {
        replica.kill();
        kubelets.shutdownNow();
        cloud.close();
        api.close();
    }
}
