package com.vpsie.autoscaler.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.DeleteOptions;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.logging.LogManager;

/**
 * What the embedded Kubernetes API can take. Limits, on two cores with nothing else on them:
 *
 * <ul>
 *   <li>the store alone, without watches: 2000 writes a second, by one writer and by eight
 *   <li>heap after a collection, with 30 000 pods of 1.5 KB JSON: 150 MiB
 *   <li>through HTTPS with one watch: no limit, shown beside
 * </ul>
 *
 * <p>{@code ./mvnw -Pbench -Dbench.main=com.vpsie.autoscaler.sandbox.StoreBenchmark} prints the table; a figure beyond
 * its limit is marked, and nothing fails.
 */
public final class StoreBenchmark {
    private static final ResourceKind LEASE = BuiltinKinds.LEASE;
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int WRITES_PER_SECOND = 2_000;
    private static final int PODS = 30_000;
    private static final int POD_BYTES = 1_500;
    private static final double HEAP_MEBIBYTES = 150;

    private final Screen screen = Screen.standardOutput();

    private StoreBenchmark() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LogManager.getLogManager().reset(); // libraries' warnings are not part of the table
        new StoreBenchmark().run();
    }

    private void run() throws Exception {
        heap(); // first: nothing else is on the heap yet
        for (int writers : List.of(1, 8)) {
            for (int round = 0; round < 2; round++) {
                double rate = storeRate(writers);
                if (round > 0) { // the first is for the compiler
                    say(
                            "store, " + writers + (writers == 1 ? " writer" : " writers"),
                            rate,
                            "writes/s",
                            rate < WRITES_PER_SECOND);
                }
            }
        }
        for (int writers : List.of(1, 8)) {
            overHttps(writers);
        }
    }

    private void say(String what, double figure, String unit, boolean beyond) {
        screen.say(String.format(
                Locale.ROOT, "%-40s %10.0f %-9s %s", what, figure, unit, beyond ? "BEYOND ITS LIMIT" : ""));
    }

    private void heap() {
        double before = usedMebibytes();
        ObjectStore store = new ObjectStore();
        long bytes = 0;
        for (int i = 0; i < PODS; i++) {
            bytes +=
                    store.create(BuiltinKinds.POD, "default", pod(i)).toString().length();
        }
        double used = usedMebibytes() - before;
        say("size of a pod", (double) bytes / PODS, "bytes", false);
        say("heap of " + PODS + " pods", used, "MiB", used > HEAP_MEBIBYTES);
        if (store.version() < PODS) { // the store must live until here
            throw new IllegalStateException("pods are missing");
        }
    }

    private static double usedMebibytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least / 1048576.0;
    }

    private static ObjectNode pod(int number) {
        ObjectNode pod = Json.object();
        ObjectNode metadata = pod.putObject("metadata").put("name", "web-7c5ddbdf54-" + number);
        metadata.putObject("labels").put("app", "web").put("pod-template-hash", "7c5ddbdf54");
        ObjectNode spec = pod.putObject("spec").put("nodeName", "node-" + number % 500);
        ArrayNode containers = spec.putArray("containers");
        ObjectNode container = containers.addObject().put("name", "web").put("image", "registry.example.com/web:1.2.3");
        container
                .putObject("resources")
                .putObject("requests")
                .put("cpu", "100m")
                .put("memory", "128Mi");
        ArrayNode environment = container.putArray("env");
        for (int i = 0; pod.toString().length() < POD_BYTES - 250; i++) {
            environment.addObject().put("name", "VARIABLE_" + i).put("value", "value " + number + " of " + i);
        }
        return pod;
    }

    private static ObjectNode lease(String name) {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", name);
        lease.putObject("spec").put("holderIdentity", "replica-0").put("leaseDurationSeconds", 15);
        return lease;
    }

    /** Each writer creates an object of its own, changes it nine times by compare-and-set, and deletes it. */
    private static double storeRate(int writers) throws Exception {
        ObjectStore store = new ObjectStore();
        return rate(writers, number -> end -> {
            long writes = 0;
            while (System.nanoTime() < end) {
                String name = "lease-" + number;
                ObjectNode lease = store.create(LEASE, "default", lease(name));
                for (int i = 1; i < 10; i++) {
                    ((ObjectNode) lease.get("spec")).put("leaseTransitions", i);
                    lease = store.update(LEASE, "default", name, lease, Part.MAIN)
                            .object();
                }
                store.delete(LEASE, "default", name, DeleteOptions.NONE);
                writes += 11;
            }
            return writes;
        });
    }

    /** Writes until a moment of {@link System#nanoTime}. */
    @FunctionalInterface
    private interface Writer {
        long writeUntil(long end);
    }

    /** @return writes per second of all writers together */
    private static double rate(int writers, IntFunction<Writer> maker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            long start = System.nanoTime();
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Writer writer = maker.apply(i);
                tasks.add(() -> writer.writeUntil(start + TIME.toNanos()));
            }
            long writes = 0;
            for (Future<Long> task : threads.invokeAll(tasks)) {
                writes += task.get();
            }
            return writes * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private void overHttps(int writers) throws Exception {
        AtomicLong seen = new AtomicLong();
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start(0);
                KubernetesClient client = client(api)) {
            long start = api.store().version();
            ListOptions from = new ListOptionsBuilder()
                    .withResourceVersion(Long.toString(start))
                    .build();
            client.leases().inNamespace("default").watch(from, counter(seen));
            double rate = rate(writers, number -> end -> writeOverHttps(client, "lease-" + number, end));
            long written = api.store().version() - start;
            long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (seen.get() < written && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            say("HTTPS with one watch, " + writers + (writers == 1 ? " writer" : " writers"), rate, "writes/s", false);
            say("  of them seen by the watch", 100.0 * seen.get() / written, "%", seen.get() != written);
        }
    }

    private static KubernetesClient client(EmbeddedKubernetes api) {
        Config config = api.clientConfig("admin");
        config.setRequestRetryBackoffLimit(0); // the refused WebSocket would be tried again and again
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static long writeOverHttps(KubernetesClient client, String name, long end) {
        Lease lease = client.leases()
                .inNamespace("default")
                .resource(client.getKubernetesSerialization()
                        .unmarshal(lease(name).toString(), Lease.class))
                .create();
        long writes = 1;
        while (System.nanoTime() < end) {
            lease.getSpec().setLeaseTransitions((int) writes);
            lease = client.leases().inNamespace("default").resource(lease).update();
            writes++;
        }
        return writes;
    }

    private static Watcher<Lease> counter(AtomicLong seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Lease lease) {
                if (action != Action.BOOKMARK) {
                    seen.incrementAndGet();
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.set(Long.MIN_VALUE); // a watch that ends early is seen in the table
            }
        };
    }
}
