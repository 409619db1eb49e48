package com.vpsie.autoscaler.leader.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate that the rest of the application pulls. {@link ElectorCore} only ever moves its deadline or closes it; every
 * check reads the clocks itself, so no timer and no event has to arrive for it to hold.
 *
 * <p>Threading: checks from any thread; {@link #move} and {@link #close} from the one that carries out effects.
 */
public final class GatedTerm implements Term {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final long token;
    private final String identity;
    private final ElectionTiming timing;
    private final Clocks clocks;
    private final Hooks hooks;
    private volatile GateState state;
    private volatile boolean closed;
    /** The anchor since which the witnesses once disagreed; only a newer one lifts that. */
    private volatile @Nullable ClockReading suspected;

    /** What a gate needs from whoever runs the election. Called on the checking thread. */
    public interface Hooks {
        /** Begin a renewal soon; returns at once. */
        void renew();

        /** Blocks until this holds, which is looked at whenever a gate moved or closed, or the time is up. */
        void await(BooleanSupplier done, Duration atMost);

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
        boolean shut = closed || seen.anchor().equals(suspected) || seen.suspect(now);
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
            suspected = seen.anchor();
            hooks.renew();
        }
        if (seen.anchor().equals(suspected)) {
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
        if (!closed && !fresh(called)) {
            hooks.renew();
            hooks.await(() -> closed || fresh(called), timing.renewDeadline());
            if (!closed && !fresh(called)) {
                throw refuse(
                        inJeopardy() ? NotLeaderException.Reason.JEOPARDY : NotLeaderException.Reason.STALE,
                        "no renewal committed within " + Durations.format(timing.renewDeadline()));
            }
        }
        requireBudget();
    }

    /** The last committed write began after {@code called}, or not more than a second before it. */
    private boolean fresh(ClockReading called) {
        GateState seen = state;
        return seen.deadline() == GateState.ENDLESS
                || (!seen.anchor().equals(suspected) && !seen.suspect(called) && seen.elapsed(called) <= FRESH);
    }

    /** Another deadline; when that is because a renewal committed, clocks that disagreed before are judged anew. */
    public void move(GateState next) {
        state = next;
    }

    /** The end, for good. */
    public void close() {
        closed = true;
    }

    private NotLeaderException refuse(NotLeaderException.Reason reason, String message) {
        hooks.denied(reason);
        return new NotLeaderException(reason, message);
    }
}
