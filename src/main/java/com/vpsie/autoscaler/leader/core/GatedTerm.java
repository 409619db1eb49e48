package com.vpsie.autoscaler.leader.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gate that the rest of the application pulls. {@link ElectorCore} only ever moves its deadline or closes it; every
 * check reads the clocks itself, so no timer and no event has to arrive for it to hold.
 *
 * <p>Threading: checks from any thread; {@link #move} and {@link #close} from the one that carries out effects.
 */
public final class GatedTerm implements Term {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

    private final long token;
    private final String identity;
    private final ElectionTiming timing;
    private final Clocks clocks;
    private final Hooks hooks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile GateState state;
    private volatile boolean closed;
    /** The state for which the witnesses once disagreed; only a newer one lifts that. */
    private volatile boolean suspected;

    /** What a gate needs from whoever runs the election. Called on the checking thread, never under a lock. */
    public interface Hooks {
        /** Begin a renewal soon; returns at once. */
        void renew();

        /** A check was refused. */
        void denied(NotLeaderException.Reason reason);
    }

    /** @param state from the effect that opened the gate */
    public GatedTerm(long token, String identity, ElectionTiming timing, GateState state, Clocks clocks, Hooks hooks) {
        this.token = token;
        this.identity = identity;
        this.timing = timing;
        this.state = state;
        this.clocks = clocks;
        this.hooks = hooks;
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Duration startBudget() {
        return timing.startBudget();
    }

    @Override
    public Duration remaining() {
        GateState seen = state;
        ClockReading now = clocks.read();
        boolean shut = closed || suspected || seen.suspect(now);
        return Duration.ofNanos(shut ? 0 : Math.max(0, seen.remaining(now)));
    }

    @Override
    public boolean isOpen() {
        return !remaining().isZero();
    }

    @Override
    public boolean inJeopardy() {
        return state.inJeopardy(clocks.read());
    }

    @Override
    public void requireBudget(Duration toStart) {
        GateState seen = state;
        ClockReading now = clocks.read();
        if (closed) {
            throw refuse(NotLeaderException.Reason.CLOSED, "the term with token " + token + " is over");
        }
        if (seen.suspect(now)) {
            suspect(seen);
        }
        if (suspected) {
            throw refuse(NotLeaderException.Reason.SUSPECT, "the clocks disagree about the time since the last commit");
        }
        long left = seen.remaining(now);
        if (left <= toStart.toNanos()) {
            String sum = "%s needed, %s left of the term with token %d"
                    .formatted(Durations.format(toStart), Durations.format(Duration.ofNanos(left)), token);
            throw refuse(NotLeaderException.Reason.BUDGET, sum);
        }
    }

    @Override
    public void ensureFresh() {
        ClockReading called = clocks.read();
        if (!fresh(called)) {
            hooks.renew();
            if (!renewedSince(called)) {
                throw refuse(
                        inJeopardy() ? NotLeaderException.Reason.JEOPARDY : NotLeaderException.Reason.STALE,
                        "no renewal committed within " + Durations.format(timing.renewDeadline()));
            }
        }
        requireBudget();
    }

    /** Waits; false when no renewal committed in time. A closed gate ends the wait: the check that follows says so. */
    private boolean renewedSince(ClockReading called) {
        long bound = timing.renewDeadline().toNanos();
        lock.lock();
        try {
            while (!closed && !fresh(called)) {
                if (clocks.read().elapsedSince(called) >= bound) {
                    return false;
                }
                changed.await(LOOK_AGAIN, TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The last committed write began after {@code called}, or not more than a second before it. */
    private boolean fresh(ClockReading called) {
        GateState seen = state;
        return seen.deadline() == GateState.ENDLESS
                || (!suspected && !seen.suspect(called) && called.elapsedSince(seen.anchor()) <= FRESH);
    }

    /** A renewal committed: another deadline, and clocks that disagreed before are judged anew. */
    public void move(GateState next) {
        signalling(() -> {
            state = next;
            suspected = false;
        });
    }

    /** The end, for good. */
    public void close() {
        signalling(() -> closed = true);
    }

    private void suspect(GateState seen) {
        lock.lock();
        try {
            suspected = suspected || state.equals(seen);
        } finally {
            lock.unlock();
        }
        hooks.renew();
    }

    private void signalling(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private NotLeaderException refuse(NotLeaderException.Reason reason, String message) {
        hooks.denied(reason);
        return new NotLeaderException(reason, message);
    }
}
