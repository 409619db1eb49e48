package com.vpsie.autoscaler.sandbox.kube;

import com.vpsie.autoscaler.sandbox.kube.access.Attributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Which rights users have needed so far and whether they had them; what a manifest of rights is judged by. Grows with
 * the kinds of requests, not with their number. Safe for any thread.
 */
public final class AccessLog {
    /**
     * One kind of request.
     *
     * @param resource with the subresource after a slash; empty for a path that is no resource
     * @param namespace empty at the cluster scope
     * @param name empty when the request named no object
     */
    public record Entry(
            String user, String verb, String group, String resource, String namespace, String name, boolean allowed) {}

    private static final int MOST = 10_000;

    private final Map<Entry, AtomicLong> counts = new ConcurrentHashMap<>();

    void note(String user, Attributes wanted, boolean allowed) {
        if (wanted.path().isEmpty() && counts.size() < MOST) {
            Entry entry = new Entry(
                    user,
                    wanted.verb(),
                    wanted.group(),
                    wanted.fullResource(),
                    wanted.namespace(),
                    wanted.name(),
                    allowed);
            counts.computeIfAbsent(entry, first -> new AtomicLong()).incrementAndGet();
        }
    }

    /** What a user has asked for so far, by resource and verb. */
    public List<Entry> of(String user) {
        return counts.keySet().stream()
                .filter(entry -> entry.user().equals(user))
                .sorted(Comparator.comparing(Entry::resource)
                        .thenComparing(Entry::verb)
                        .thenComparing(Entry::namespace)
                        .thenComparing(Entry::name))
                .toList();
    }

    /** How many requests of some kinds there were so far. */
    public long count(Predicate<Entry> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().get())
                .sum();
    }

    /** How often a user has asked for what so far. */
    public Map<Entry, Long> counts(String user) {
        Map<Entry, Long> now = new HashMap<>();
        counts.forEach((entry, count) -> {
            if (entry.user().equals(user)) {
                now.put(entry, count.get());
            }
        });
        return now;
    }

    /** What anybody was refused so far. */
    public List<Entry> refused() {
        return counts.keySet().stream().filter(entry -> !entry.allowed()).toList();
    }
}
