package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A term whose gate the test opens and closes; it remembers every check. */
final class TermDouble implements Term {
    final List<Duration> checks = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;
    private volatile Runnable onCheck = () -> {};

    void close() {
        open = false;
    }

    /** Runs at each check, before the verdict. */
    void onCheck(Runnable action) {
        onCheck = action;
    }

    @Override
    public void requireBudget(Duration toStart) {
        checks.add(toStart);
        onCheck.run();
        if (!open) {
            throw new NotLeaderException(NotLeaderException.Reason.values()[0], "the gate is closed");
        }
    }

    @Override
    public long token() {
        return 7;
    }

    @Override
    public String identity() {
        return "me";
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
    public void ensureFresh() {}
}
