package com.vpsie.autoscaler.leader.core.simulation;

import java.util.PriorityQueue;

/** The one real time of a world, in nanoseconds, and what is to happen in it. */
final class VirtualTime {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

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

    /** When it happens, which is never before now. */
    long after(long nanos, Runnable what) {
        long at = now + Math.max(0, nanos);
        queue.add(new Event(at, order++, what));
        return at;
    }

    /** Lets the next thing happen; false when there is none. */
    boolean advance() {
        Event next = queue.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        next.what.run();
        return true;
    }

    static String seconds(long nanos) {
        return "%.3f s".formatted(nanos / (double) SECOND);
    }
}
