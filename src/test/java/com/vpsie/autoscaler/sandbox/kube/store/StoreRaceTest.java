package com.vpsie.autoscaler.sandbox.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads on one store. How long: {@code -Dstore.race.seconds=10}. */
class StoreRaceTest {
    private static final ResourceKind LEASE = BuiltinKinds.LEASE;
    private static final int WRITERS = 64;
    private static final int WATCHES = 50;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("store.race.seconds", 10));

    private final ObjectStore store = new ObjectStore();

    private static ObjectNode lease(String name) {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", name);
        lease.putObject("spec").put("leaseTransitions", 0);
        return lease;
    }

    private static int transitions(ObjectNode lease) {
        return lease.path("spec").path("leaseTransitions").asInt();
    }

    /** One try to add one. */
    private boolean increment() {
        ObjectNode read = store.get(LEASE, "default", "a");
        ((ObjectNode) read.get("spec")).put("leaseTransitions", transitions(read) + 1);
        try {
            store.update(LEASE, "default", "a", read, Part.MAIN);
            return true;
        } catch (ApiException e) {
            assertThat(e.reason()).isEqualTo("Conflict");
            return false;
        }
    }

    @Test
    void noUpdateOfSixtyFourWritersIsLostAndFiftyWatchesSeeEachOnceInOrder() throws Exception {
        store.create(LEASE, "default", lease("a"));
        long start = store.version();
        List<List<Stored>> seen = new ArrayList<>();
        List<ObjectStore.Watch> watches = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            List<Stored> mine = new ArrayList<>();
            seen.add(mine);
            watches.add(store.watch(LEASE, "default", Selector.ALL, start, event -> mine.add(event.stored())));
        }
        int writes = race();
        watches.forEach(ObjectStore.Watch::close);

        assertThat(writes).isPositive();
        assertThat(transitions(store.get(LEASE, "default", "a"))).isEqualTo(writes);
        assertThat(seen).allSatisfy(mine -> {
            assertThat(mine).hasSize(writes);
            for (int i = 0; i < mine.size(); i++) {
                assertThat(mine.get(i).version()).isEqualTo(start + i + 1);
            }
        });
        for (int i = 0; i < writes; i++) {
            assertThat(transitions(seen.get(0).get(i).object())).isEqualTo(i + 1);
        }
    }

    /** @return number of accepted updates */
    private int race() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        long end = System.nanoTime() + TIME.toNanos();
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                tasks.add(() -> {
                    int accepted = 0;
                    while (System.nanoTime() < end) {
                        accepted += increment() ? 1 : 0;
                    }
                    return accepted;
                });
            }
            int writes = 0;
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                writes += task.get();
            }
            return writes;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void pagesReadWhileOthersWriteAreTheListOfTheFirstPagesVersion() throws Exception {
        for (int i = 0; i < 100; i++) {
            store.create(LEASE, "default", lease("l" + i));
        }
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 4_000; i++) {
                    String name = "l" + i % 150;
                    if (i / 150 % 2 == 0) {
                        createUnlessThere(name);
                    } else {
                        deleteIfThere(name);
                    }
                }
            });
            for (int round = 0; round < 100; round++) {
                Page first = store.list(LEASE, "default", Selector.ALL, new ListOptions(7, "", 0));
                List<Stored> paged = new ArrayList<>(first.rows());
                Page page = first;
                while (!page.next().isEmpty()) {
                    page = store.list(LEASE, "default", Selector.ALL, new ListOptions(7, page.next(), first.version()));
                    paged.addAll(page.rows());
                }
                Page whole = store.list(LEASE, "default", Selector.ALL, new ListOptions(0, "", first.version()));
                assertThat(paged).isEqualTo(whole.rows());
                assertThat(whole.rows()).allMatch(row -> row.version() <= first.version());
            }
            writer.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private void createUnlessThere(String name) {
        try {
            store.create(LEASE, "default", lease(name));
        } catch (ApiException e) {
            assertThat(e.reason()).isEqualTo("AlreadyExists");
        }
    }

    private void deleteIfThere(String name) {
        try {
            store.delete(LEASE, "default", name, DeleteOptions.NONE);
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(404);
        }
    }
}
