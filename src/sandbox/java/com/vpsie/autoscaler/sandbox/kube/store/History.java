package com.vpsie.autoscaler.sandbox.kube.store;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last writes in their order, and who wants to hear of the next ones. Guarded by the store's lock. */
final class History {
    private final int limit;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private long compacted;

    History(int limit) {
        this.limit = limit;
    }

    void append(Change change) {
        changes.addLast(change);
        while (changes.size() > limit) {
            compacted = changes.removeFirst().version();
        }
        for (Consumer<Change> listener : List.copyOf(listeners)) {
            listener.accept(change);
        }
    }

    /**
     * The changes after {@code version}, oldest first.
     *
     * @throws ApiException 410 when some of them are no longer kept
     */
    List<Change> since(long version) {
        if (version < compacted) {
            throw ApiException.expired("too old resource version: " + version + " (" + (compacted + 1) + ")");
        }
        List<Change> later = new ArrayList<>();
        for (var newest = changes.descendingIterator(); newest.hasNext(); ) {
            Change change = newest.next();
            if (change.version() <= version) {
                break;
            }
            later.add(0, change);
        }
        return later;
    }

    /** Forgets everything up to {@code version}. */
    void compact(long version) {
        compacted = Math.max(compacted, version);
        while (!changes.isEmpty() && changes.getFirst().version() <= version) {
            changes.removeFirst();
        }
    }

    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Change> listener) {
        listeners.remove(listener);
    }
}
