package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.Consumer;

/** Keeps objects without the parts that nobody here reads; a thousand Nodes carry megabytes of image names. */
final class TrimmedStore<T extends HasMetadata> extends BasicItemStore<T> {
    private final Consumer<T> trim;

    /** @param trim takes parts away from the object itself; called before it becomes visible to anybody */
    TrimmedStore(Consumer<T> trim) {
        super(Cache::metaNamespaceKeyFunc);
        this.trim = trim;
    }

    @Override
    public T put(String key, T item) {
        item.getMetadata().setManagedFields(null);
        trim.accept(item);
        return super.put(key, item);
    }
}
