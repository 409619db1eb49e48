package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Results of our own writes and of consistent lists, for as long as the cache may lag behind them: a loop must not act on
 * a copy that is older than what it wrote itself, must not overlook what it created itself, and must not take for alive
 * what a list was without.
 *
 * <p>Once the cache has followed the kind up to the version of a write, the cache knows better (also that the object has
 * been deleted since) and the result is forgotten; so it is after two minutes, should versions have gone back under our
 * feet with a restored backup. Thread-safe.
 */
final class FreshCopies<T extends HasMetadata> {
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Map<String, Written<T>> written = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Listed> listed = new AtomicReference<>();
    private final Supplier<@Nullable String> cacheVersion;
    private final LongSupplier nanos;

    private record Written<T>(T object, long at) {}

    /** What there was at a version of the store. */
    private record Listed(Set<String> keys, String version, long at) {
        boolean lacks(String key, String version) {
            return !keys.contains(key) && ResourceVersions.compare(version, this.version) <= 0;
        }
    }

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

    /**
     * A consistent list of the kind: what is older and not in it is gone, whatever the cache still has.
     *
     * @param version of the store when it was read
     */
    void listed(Map<String, T> all, String version) {
        listed.set(new Listed(Set.copyOf(all.keySet()), version, nanos.getAsLong()));
        all.forEach(this::wrote);
    }

    /** The newer of the cached object and our own write; empty when neither exists or the object is gone. */
    Optional<T> newest(String key, Optional<T> cached) {
        Written<T> own = written.get(key);
        if (own == null) {
            return alive(key, cached);
        }
        if (overtaken(own.at(), version(own.object()))) {
            written.remove(key, own);
            return alive(key, cached);
        }
        boolean cacheIsNewer =
                cached.isPresent() && ResourceVersions.compare(version(cached.get()), version(own.object())) >= 0;
        return alive(key, cacheIsNewer ? cached : Optional.of(own.object()).filter(object -> !gone(object)));
    }

    private Optional<T> alive(String key, Optional<T> newest) {
        Listed last = listed.get();
        if (last != null && overtaken(last.at(), last.version())) {
            listed.compareAndSet(last, null);
            return newest;
        }
        return newest.filter(object -> last == null || !last.lacks(key, version(object)));
    }

    /** Our own writes that the cache has not reached yet. */
    Collection<T> ahead() {
        written.values().removeIf(own -> overtaken(own.at(), version(own.object())));
        return List.copyOf(written.values()).stream().map(Written::object).toList();
    }

    private boolean overtaken(long since, String version) {
        if (nanos.getAsLong() - since > KEPT.toNanos()) {
            return true;
        }
        String reached = cacheVersion.get();
        return reached != null && ResourceVersions.compare(reached, version) >= 0;
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
