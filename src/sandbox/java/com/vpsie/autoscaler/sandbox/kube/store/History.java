package com.vpsie.autoscaler.sandbox.kube.store;

import com.vpsie.autoscaler.sandbox.kube.api.ApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last writes in their order, and who wants to hear of the next ones. Guarded by the store's lock. */
final class History {
    /** Who hears of writes. */
    interface Listener {
        void wrote(Change change);

        /** Nothing more will come: the store was taken back to an earlier state. */
        void ended();
    }

    private final int limit;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Listener> listeners = new ArrayList<>();
    private long compacted;

    History(int limit) {
        this.limit = limit;
    }

    void append(Change change) {
        changes.addLast(change);
        while (changes.size() > limit) {
            compacted = changes.removeFirst().version();
        }
        for (Listener listener : List.copyOf(listeners)) {
            listener.wrote(change);
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
            later.add(change);
        }
        Collections.reverse(later);
        return later;
    }

    /** Forgets everything up to {@code version}. */
    void compact(long version) {
        compacted = Math.max(compacted, version);
        while (!changes.isEmpty() && changes.getFirst().version() <= version) {
            changes.removeFirst();
        }
    }

    /** What was written after {@code version} has never been; whoever heard of it hears nothing more. */
    void forgetSince(long version) {
        while (!changes.isEmpty() && changes.getLast().version() > version) {
            changes.removeLast();
        }
        List<Listener> ended = List.copyOf(listeners);
        listeners.clear();
        ended.forEach(Listener::ended);
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }
}
