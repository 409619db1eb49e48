package com.vpsie.autoscaler.sandbox.kube;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs groups of cases side by side, each lane on something of its own, for cases that mostly wait. Within a group the
 * cases follow one another on one thread, and nothing else happens meanwhile to what they run on. Each is a test that
 * waits for what came of it. Used by one thread; runs until {@link #close}.
 *
 * @param <T> what a lane's cases run on
 */
public final class Lanes<T> implements AutoCloseable {
    /** It fails by throwing. */
    @FunctionalInterface
    public interface Case<T> {
        void run(T on) throws Exception;
    }

    /** A case and what it is called, by a name that others may have too. */
    public record Named<T>(String name, Case<T> body) {}

    private final ExecutorService threads;
    private final ThreadLocal<CompletableFuture<T>> own;

    /**
     * @param number how many at once, at most
     * @param open called by each lane when it begins; what it makes is not closed here
     */
    public Lanes(int number, Supplier<T> open) {
        threads = Executors.newFixedThreadPool(number, task -> {
            Thread thread = new Thread(task, "lane");
            thread.setDaemon(true);
            return thread;
        });
        own = ThreadLocal.withInitial(() -> tried(open));
    }

    /** Once, so that what does not start is not waited for by every group. */
    private static <T> CompletableFuture<T> tried(Supplier<T> open) {
        try {
            return CompletableFuture.completedFuture(open.get());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Begins a group as soon as a lane is free, and returns its tests at once. */
    public DynamicContainer group(String title, List<Named<T>> cases) {
        Map<CompletableFuture<Void>, Case<T>> results = new LinkedHashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        cases.forEach(one -> {
            CompletableFuture<Void> result = new CompletableFuture<>();
            results.put(result, one.body());
            tests.add(dynamicTest(one.name(), () -> await(result)));
        });
        threads.execute(() -> results.forEach(this::run));
        return dynamicContainer(title, tests);
    }

    private void run(CompletableFuture<Void> result, Case<T> body) {
        try {
            body.run(await(own.get()));
            result.complete(null);
        } catch (Throwable e) { // whatever it is belongs to this case, and the next one runs all the same
            result.completeExceptionally(e);
        }
    }

    private static <V> V await(Future<V> result) throws Throwable {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Begins nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
