package com.vpsie.autoscaler.leader.core.simulation;

import java.util.PriorityQueue;

/** The one real time of a world, in nanoseconds, and what is to happen in it. */
final class VirtualTime {
    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long now;
    private long order;

    long now() {
        return now;
    }

    void after(long nanos, Runnable what) {
        queue.add(new Event(now + Math.max(0, nanos), order++, what));
    }

    /** Runs until this instant, calling {@code watcher} after each event; returns their number. */
    int runUntil(long end, Runnable watcher) {
        int events = 0;
        while (!queue.isEmpty() && queue.peek().at <= end) {
            Event next = queue.remove();
            now = next.at;
            next.what.run();
            watcher.run();
            events++;
        }
        now = end;
        return events;
    }
}
