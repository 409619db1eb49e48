package com.vpsie.autoscaler.observe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which key is due when: the work queue's rules without threads or clock. Times are nanoseconds of any monotonic clock;
 * they may be negative and are only compared by difference.
 *
 * <p>Invariant: a key is given out to one taker at a time; what is asked for meanwhile waits until it is given back. Not
 * thread-safe.
 */
final class DueKeys<K> {
    private final QueueTiming timing;
    /** In the order keys were first asked for, so that equal due times are served fairly. */
    private final Map<K, Wish> waiting = new LinkedHashMap<>();

    private final Set<K> running = new HashSet<>();
    private final Map<K, Failing> failing = new LinkedHashMap<>();

    DueKeys(QueueTiming timing) {
        this.timing = timing;
    }

    /**
     * Something about the key changed: due when it has been quiet, at the latest {@code longest} after the first change.
     * A failing key also waits for the first retry's time after its failure, so that the events of its own writes cannot
     * keep it spinning, while a person's correction is seen at once.
     */
    void changed(K key, long now) {
        Wish wish = waiting.computeIfAbsent(key, k -> new Wish());
        if (!wish.changed) {
            wish.changed = true;
            wish.latest = now + timing.longest().toNanos();
        }
        wish.changeDue = earlier(now + timing.quiet().toNanos(), wish.latest);
        Failing failure = failing.get(key);
        if (failure != null && failure.notBefore - wish.changeDue > 0) {
            wish.changeDue = failure.notBefore;
        }
    }

    /** Look at the key at {@code due} even if nothing changes; of several such wishes the earliest counts. */
    void at(K key, long due) {
        Wish wish = waiting.computeIfAbsent(key, k -> new Wish());
        wish.timerDue = wish.timed ? earlier(due, wish.timerDue) : due;
        wish.timed = true;
    }

    /** The key that is due longest, now given out; empty when none is due or every due one is given out. */
    Optional<K> take(long now) {
        Optional<Map.Entry<K, Wish>> first =
                earliestFree().filter(entry -> entry.getValue().due() - now <= 0);
        first.ifPresent(entry -> {
            running.add(entry.getKey());
            if (entry.getValue().served(now)) {
                waiting.remove(entry.getKey());
            }
        });
        return first.map(Map.Entry::getKey);
    }

    /** When {@link #take} can next give something out, as far as is known now; empty when nothing waits for a time. */
    OptionalLong nextDue() {
        return earliestFree()
                .map(entry -> OptionalLong.of(entry.getValue().due()))
                .orElse(OptionalLong.empty());
    }

    private Optional<Map.Entry<K, Wish>> earliestFree() {
        return waiting.entrySet().stream()
                .filter(entry -> !running.contains(entry.getKey()))
                .reduce((one, other) -> other.getValue().due() - one.getValue().due() < 0 ? other : one);
    }

    /** The key was served; its failures are forgotten. */
    void done(K key) {
        running.remove(key);
        failing.remove(key);
    }

    /** The key could not be served: looked at again after a wait that doubles with each failure in a row. */
    void failed(K key, long now) {
        running.remove(key);
        Failing failure = failing.computeIfAbsent(key, k -> new Failing());
        failure.times++;
        failure.notBefore = now + timing.firstRetry().toNanos();
        Wish wish = waiting.get(key);
        if (wish != null && wish.changed && failure.notBefore - wish.changeDue > 0) {
            wish.changeDue = failure.notBefore;
        }
        at(key, now + timing.retryAfter(failure.times).toNanos());
    }

    int running() {
        return running.size();
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /** Why a key waits: a change, a time, or both. */
    private static final class Wish {
        boolean changed;
        long latest;
        long changeDue;
        boolean timed;
        long timerDue;

        long due() {
            if (changed && timed) {
                return earlier(changeDue, timerDue);
            }
            return changed ? changeDue : timerDue;
        }

        /** Drops what is due; a change is always seen by whoever looks now. True when nothing is left to wait for. */
        boolean served(long now) {
            changed = false;
            timed = timed && timerDue - now > 0;
            return !timed;
        }
    }

    private static final class Failing {
        int times;
        long notBefore;
    }
}
