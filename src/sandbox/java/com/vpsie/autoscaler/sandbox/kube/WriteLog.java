package com.vpsie.autoscaler.sandbox.kube;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Every write request that reached the API, in the order of their answers; tests judge by it. Append-only; safe for any
 * thread.
 */
public final class WriteLog {
    /**
     * One write request.
     *
     * @param received when it had been read, before any fault made it wait
     * @param time when it was answered, or was applied and its answer dropped
     * @param user whose token it carried
     * @param verb create, update, patch, delete or deletecollection
     * @param kind plural and group, with the subresource after a slash: {@code nodegroups.autoscaler.vpsie.com/status}
     * @param namespace empty for cluster-scoped kinds
     * @param name empty when a create gave none and was refused
     * @param resourceVersion of the object after the write; empty when refused
     * @param status HTTP status code of the answer, as decided, also when it was dropped
     * @param fault what was done to the request on command, empty when nothing
     */
    public record Entry(
            Instant received,
            Instant time,
            String user,
            String verb,
            String kind,
            String namespace,
            String name,
            String resourceVersion,
            int status,
            String fault) {
        /** True when the write took effect (or changed nothing). */
        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    synchronized void append(Entry entry) {
        entries.add(entry);
    }

    /** All entries so far. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Entries from position {@code from} on. */
    public synchronized List<Entry> entriesFrom(int from) {
        return List.copyOf(entries.subList(Math.min(from, entries.size()), entries.size()));
    }

    /** Number of entries so far. */
    public synchronized int size() {
        return entries.size();
    }
}
