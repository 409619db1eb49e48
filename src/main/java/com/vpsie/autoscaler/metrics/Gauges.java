package com.vpsie.autoscaler.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Gauges that appear when first set and can be taken away again. Thread-safe. */
final class Gauges {
    private final MetricRegistry registry;
    private final Map<MetricID, AtomicLong> values = new ConcurrentHashMap<>();

    Gauges(MetricRegistry registry) {
        this.registry = registry;
    }

    void set(String name, String description, long value, Tag... labels) {
        values.computeIfAbsent(new MetricID(name, labels), id -> {
                    AtomicLong cell = new AtomicLong(value);
                    Metadata metadata = Metadata.builder()
                            .withName(name)
                            .withDescription(description)
                            .build();
                    registry.gauge(metadata, cell, AtomicLong::get, labels);
                    return cell;
                })
                .set(value);
    }

    void removeIf(Predicate<MetricID> which) {
        // under the same per-key lock as set, so a gauge set at this moment is not lost half-way
        values.keySet().stream()
                .filter(which)
                .toList()
                .forEach(id -> values.computeIfPresent(id, (key, cell) -> {
                    registry.remove(key);
                    return null;
                }));
    }
}
