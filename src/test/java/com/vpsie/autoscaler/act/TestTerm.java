package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.NotLeaderException.Reason;
import com.vpsie.autoscaler.leader.core.Term;
import java.time.Duration;

/** A term that a test ends. */
final class TestTerm implements Term {
    private final long token;
    private volatile boolean open = true;
    private volatile boolean paused;

    TestTerm(long token) {
        this.token = token;
    }

    void end() {
        open = false;
    }

    /** The gate still looks open, but nothing may start. */
    void pause() {
        paused = true;
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public String identity() {
        return "replica-" + token;
    }

    @Override
    public Duration remaining() {
        return open ? Duration.ofSeconds(10) : Duration.ZERO;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean inJeopardy() {
        return false;
    }

    @Override
    public void requireBudget(Duration toStart) {
        if (!open || paused) {
            throw new NotLeaderException(Reason.CLOSED, "the term is over");
        }
    }

    @Override
    public void ensureFresh() {
        requireBudget(Duration.ZERO);
    }
}
