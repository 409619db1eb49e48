package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty clients watch one kind over HTTPS while eight threads write it. */
@Tag("timed")
class WatchFanOutTest {
    private static final int WATCHES = 50;
    private static final int WRITERS = 8;
    private static final int WRITES = 25;

    @Test
    void fiftyWatchesSeeEveryEventOnceAndInOrder() throws Exception {
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start(0);
                KubernetesClient client = client(api)) {
            long start = api.store().version();
            ListOptions from = new ListOptionsBuilder()
                    .withResourceVersion(Long.toString(start))
                    .build();
            List<List<Long>> seen = new ArrayList<>();
            for (int i = 0; i < WATCHES; i++) {
                List<Long> mine = new CopyOnWriteArrayList<>();
                seen.add(mine);
                client.leases().inNamespace("default").watch(from, collector(mine));
            }
            write(api.store());
            long end = api.store().version();

            assertThat(end - start).isEqualTo(WRITERS * (WRITES + 1L));
            Await.until(
                    "every watch has the last event",
                    () -> seen.stream().allMatch(mine -> !mine.isEmpty() && mine.get(mine.size() - 1) == end));
            assertThat(seen).allSatisfy(mine -> {
                assertThat(mine).hasSize((int) (end - start));
                assertThat(mine).isSorted().doesNotHaveDuplicates();
                assertThat(mine.get(0)).isEqualTo(start + 1);
            });
        }
    }

    private static KubernetesClient client(EmbeddedKubernetes api) {
        Config config = api.clientConfig("admin");
        config.setRequestRetryBackoffLimit(0); // the refused WebSocket would be tried again and again
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Watcher<Lease> collector(List<Long> versions) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Lease lease) {
                if (action != Action.BOOKMARK) {
                    versions.add(Long.valueOf(lease.getMetadata().getResourceVersion()));
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                versions.add(-1L);
            }
        };
    }

    private static void write(ObjectStore store) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "lease-" + i;
                tasks.add(threads.submit(() -> writeOne(store, name)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void writeOne(ObjectStore store, String name) {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", name);
        store.create(BuiltinKinds.LEASE, "default", lease);
        for (int k = 1; k <= WRITES; k++) {
            ObjectNode read = store.get(BuiltinKinds.LEASE, "default", name);
            read.putObject("spec").put("leaseTransitions", k);
            store.update(BuiltinKinds.LEASE, "default", name, read, Part.MAIN);
        }
    }
}
