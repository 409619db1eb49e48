package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One kind's informer, which never gives up, and what keeps it from working.
 *
 * <p>Life cycle: made, given handlers, started once, stopped once. Reads are thread-safe at any time and see what has
 * arrived so far; before {@link #synced} that is nothing or a part.
 */
final class WatchedCache<T extends HasMetadata> {
    private static final Logger LOG = Logger.getLogger(WatchedCache.class.getName());

    private final WatchedKind kind;
    private final SharedIndexInformer<T> informer;
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final Consumer<String> onProblem;

    /**
     * @param informer not started
     * @param onProblem told each new reason why the kind cannot be read, on an informer's thread
     */
    WatchedCache(WatchedKind kind, SharedIndexInformer<T> informer, Consumer<String> onProblem) {
        this.kind = kind;
        this.informer = informer;
        this.onProblem = onProblem;
    }

    /** Returns at once; the stage completes when the kind has been read for the first time, however long that takes. */
    CompletionStage<Void> start() {
        informer.exceptionHandler((started, failure) -> {
            failed(failure);
            return true;
        });
        informer.addEventHandler(new Recovery());
        return informer.start();
    }

    void stop() {
        informer.stop();
    }

    WatchedKind kind() {
        return kind;
    }

    SharedIndexInformer<T> informer() {
        return informer;
    }

    /** True once everything has been read at least once; stays true while the API server is away. */
    boolean synced() {
        return informer.hasSynced();
    }

    /** Why the kind cannot be read at the moment; empty when it can, or nothing has failed yet. */
    Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    Optional<T> get(String namespace, String name) {
        return Optional.ofNullable(informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    }

    List<T> all() {
        return informer.getStore().list();
    }

    List<T> byIndex(String index, String value) {
        return informer.getIndexer().byIndex(index, value);
    }

    private void failed(Throwable failure) {
        String words = Trouble.words(kind, failure);
        if (!words.equals(problem.getAndSet(words))) {
            LOG.log(Level.WARNING, "{0}; trying again", words);
            onProblem.accept(words);
        }
    }

    private final class Recovery implements ResourceEventHandler<T> {
        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            if (problem.getAndSet(null) != null) {
                LOG.log(Level.INFO, "reading {0} works again", kind.plural());
            }
        }

        @Override
        public void onAdd(T object) {
            // only lists tell of recovery
        }

        @Override
        public void onUpdate(T before, T after) {
            // only lists tell of recovery
        }

        @Override
        public void onDelete(T object, boolean stateUnknown) {
            // only lists tell of recovery
        }
    }
}
