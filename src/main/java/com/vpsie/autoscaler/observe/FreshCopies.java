package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Results of our own writes, for as long as the cache may lag behind them: a loop must not act on a copy that is older
 * than what it wrote itself, and must not overlook what it created itself.
 *
 * <p>Once the cache has followed the kind up to the version of a write, the cache knows better (also that the object has
 * been deleted since) and the result is forgotten; so it is after two minutes, should versions have gone back under our
 * feet with a restored backup. Thread-safe.
 */
final class FreshCopies<T extends HasMetadata> {
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Map<String, Written<T>> written = new ConcurrentHashMap<>();
    private final Supplier<@Nullable String> cacheVersion;
    private final LongSupplier nanos;

    private record Written<T>(T object, long at) {}

    /**
     * @param cacheVersion version up to which the cache has followed the kind, null before its first list
     * @param nanos a monotonic clock in nanoseconds
     */
    FreshCopies(Supplier<@Nullable String> cacheVersion, LongSupplier nanos) {
        this.cacheVersion = cacheVersion;
        this.nanos = nanos;
    }

    /** Remembers what the API server answered to a create or update, unless something newer is remembered. */
    void wrote(String key, T answer) {
        long now = nanos.getAsLong();
        written.merge(
                key,
                new Written<>(answer, now),
                (old, fresh) ->
                        ResourceVersions.compare(version(fresh.object()), version(old.object())) >= 0 ? fresh : old);
    }

    /** The newer of the cached object and our own write; empty when neither exists or the object is gone. */
    Optional<T> newest(String key, Optional<T> cached) {
        Written<T> own = written.get(key);
        if (own == null) {
            return cached;
        }
        if (overtaken(own)) {
            written.remove(key, own);
            return cached;
        }
        boolean cacheIsNewer =
                cached.isPresent() && ResourceVersions.compare(version(cached.get()), version(own.object())) >= 0;
        return cacheIsNewer ? cached : Optional.of(own.object()).filter(object -> !gone(object));
    }

    /** Our own writes that the cache has not reached yet. */
    Collection<T> ahead() {
        written.values().removeIf(this::overtaken);
        return List.copyOf(written.values()).stream().map(Written::object).toList();
    }

    private boolean overtaken(Written<T> own) {
        if (nanos.getAsLong() - own.at() > KEPT.toNanos()) {
            return true;
        }
        String reached = cacheVersion.get();
        return reached != null && ResourceVersions.compare(reached, version(own.object())) >= 0;
    }

    /** The API server removes an object in the same step in which its last finalizer is taken from a deleted one. */
    private static boolean gone(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null
                && object.getMetadata().getFinalizers().isEmpty();
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }
}
