package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests of each kind each caller has made, reads included. Thread-safe. */
public final class RequestCounts {
    private record Key(Operation operation, String caller) {}

    private final Map<Key, Long> counts = new ConcurrentHashMap<>();

    void count(Operation operation, String caller) {
        counts.merge(new Key(operation, caller), 1L, Long::sum);
    }

    /** Requests of a kind, whoever made them. */
    public long of(Operation operation) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().operation() == operation)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Requests of a kind by one caller. */
    public long of(Operation operation, String caller) {
        return counts.getOrDefault(new Key(operation, caller), 0L);
    }

    /** All requests by kind. */
    public Map<Operation, Long> byOperation() {
        Map<Operation, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.merge(key.operation(), count, Long::sum));
        return sums;
    }
}
