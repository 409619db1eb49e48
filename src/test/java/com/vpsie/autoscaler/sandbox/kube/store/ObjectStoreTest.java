package com.vpsie.autoscaler.sandbox.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
    private static final ResourceKind LEASE = BuiltinKinds.LEASE;
    private static final int WRITERS = 64;
    private static final int WRITES = 20;

    private final ObjectStore store = new ObjectStore();

    private static ObjectStore seeded(long seed) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        return new ObjectStore(clock, new SplittableRandom(seed), 100);
    }

    private static ObjectNode lease(String name, int transitions) {
        ObjectNode lease = Json.object();
        lease.putObject("metadata").put("name", name);
        lease.putObject("spec").put("leaseTransitions", transitions);
        return lease;
    }

    private static int transitions(ObjectNode lease) {
        return lease.path("spec").path("leaseTransitions").asInt();
    }

    /** Adds one by read and compare-and-set, again and again until it succeeds. */
    private void increment(String name) {
        while (true) {
            ObjectNode read = store.get(LEASE, "default", name);
            ((ObjectNode) read.get("spec")).put("leaseTransitions", transitions(read) + 1);
            try {
                store.update(LEASE, "default", name, read, Part.MAIN);
                return;
            } catch (ApiException e) {
                assertThat(e.reason()).isEqualTo("Conflict");
            }
        }
    }

    @Test
    void sixtyFourWritersLoseNoUpdateAndAWatchSeesEachOnceInOrder() throws Exception {
        ObjectNode made = store.create(LEASE, "default", lease("a", 0));
        List<WatchEvent> seen = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (ObjectStore.Watch watch =
                store.watch(LEASE, "default", Selector.ALL, Long.parseLong(Meta.version(made)), seen::add)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                tasks.add(() -> {
                    for (int k = 0; k < WRITES; k++) {
                        increment("a");
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(transitions(store.get(LEASE, "default", "a"))).isEqualTo(WRITERS * WRITES);
        assertThat(seen).hasSize(WRITERS * WRITES);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(transitions(seen.get(i).object())).isEqualTo(i + 1);
        }
        assertThat(seen).extracting(WatchEvent::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aWatchOpenedInTheMiddleOfWritesMissesNothing() throws Exception {
        store.create(LEASE, "default", lease("a", 0));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> writer = threads.submit(() -> {
                for (int k = 0; k < 2_000; k++) {
                    increment("a");
                }
            });
            for (int round = 0; round < 50; round++) {
                List<Integer> seen = new ArrayList<>();
                ObjectNode read = store.get(LEASE, "default", "a");
                ObjectStore.Watch watch = store.watch(
                        LEASE,
                        "default",
                        Selector.ALL,
                        Long.parseLong(Meta.version(read)),
                        event -> seen.add(transitions(event.object())));
                if (ThreadLocalRandom.current().nextBoolean()) {
                    Thread.yield();
                }
                watch.close();
                for (int i = 0; i < seen.size(); i++) {
                    assertThat(seen.get(i)).isEqualTo(transitions(read) + i + 1);
                }
            }
            writer.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void equalSeedsGiveEqualHistories() {
        ObjectNode one = seeded(7).create(LEASE, "default", lease("a", 0));
        ObjectNode two = seeded(7).create(LEASE, "default", lease("a", 0));
        ObjectNode other = seeded(8).create(LEASE, "default", lease("a", 0));
        assertThat(one).isEqualTo(two);
        assertThat(Meta.uid(other)).isNotEqualTo(Meta.uid(one));
        assertThat(Meta.text(one, "creationTimestamp")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void theHistoryIsBounded() {
        ObjectStore small = seeded(1);
        ObjectNode made = small.create(LEASE, "default", lease("a", 0));
        long start = Long.parseLong(Meta.version(made));
        for (int i = 1; i <= 200; i++) {
            made.putObject("spec").put("leaseTransitions", i);
            made = small.update(LEASE, "default", "a", made, Part.MAIN).object();
        }
        List<WatchEvent> seen = new ArrayList<>();
        assertThatThrownBy(() -> small.watch(LEASE, "default", Selector.ALL, start, seen::add))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(410));
        small.watch(LEASE, "default", Selector.ALL, small.version() - 100, seen::add);
        assertThat(seen).hasSize(100);
    }

    @Test
    void whatIsHandedOutIsACopy() {
        ObjectNode sent = lease("a", 0);
        ObjectNode made = store.create(LEASE, "default", sent);
        sent.removeAll();
        made.removeAll();
        store.get(LEASE, "default", "a").removeAll();
        assertThat(Meta.name(store.get(LEASE, "default", "a"))).isEqualTo("a");
    }

    @Test
    void numbersPutByCodeAndNumbersReadFromJsonAreEqual() throws Exception {
        ObjectNode made = store.create(LEASE, "default", lease("a", 3));
        ObjectNode parsed = (ObjectNode) Json.read(made.toString());
        ((ObjectNode) parsed.get("spec")).put("leaseTransitions", 3L);
        Written written = store.update(LEASE, "default", "a", parsed, Part.MAIN);
        assertThat(written.kind()).isEqualTo(Written.Kind.UNCHANGED);
    }

    @Test
    void aDeletionIsAVersionOfItsOwn() {
        ObjectNode made = store.create(LEASE, "default", lease("a", 0));
        List<WatchEvent> seen = new ArrayList<>();
        store.watch(LEASE, "default", Selector.ALL, store.version(), seen::add);
        store.delete(LEASE, "default", "a", DeleteOptions.NONE);
        assertThat(seen).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(WatchEvent.Type.DELETED);
            assertThat(event.version()).isEqualTo(Long.parseLong(Meta.version(made)) + 1);
            assertThat(Meta.version(event.object())).isEqualTo(Long.toString(event.version()));
        });
    }

    @Test
    void aClosedWatchHearsNothing() {
        List<WatchEvent> seen = new ArrayList<>();
        store.watch(LEASE, "default", Selector.ALL, store.version(), seen::add).close();
        store.create(LEASE, "default", lease("a", 0));
        assertThat(seen).isEmpty();
    }
}
