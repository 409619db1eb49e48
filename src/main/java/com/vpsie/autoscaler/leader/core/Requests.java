package com.vpsie.autoscaler.leader.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** At most one request for the Lease at a time, paced after a failure, bounded in number. */
final class Requests {
    private final ElectionRules rules;
    private final Alarm alarm;
    private final RateBudget budget;
    private @Nullable Attempt current;
    private long lastId;
    private long notBefore = Long.MIN_VALUE;
    private long due = Long.MIN_VALUE;
    private long counted = Long.MIN_VALUE;

    Requests(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
        this.budget = new RateBudget(rules.timing().rateWindow().toNanos());
    }

    Optional<Attempt> current() {
        return Optional.ofNullable(current);
    }

    boolean idle() {
        return current == null;
    }

    boolean is(Attempt.Kind kind) {
        return current != null && current.kind() == kind;
    }

    boolean acquiring() {
        return current != null && current.kind().acquires();
    }

    /** True when a request may start now; otherwise the alarm is set to when it may. */
    boolean free(long now, boolean leader, boolean write) {
        return current == null && due(now, Math.max(notBefore, budget.freeAt(leader, write)));
    }

    /** The same for the opening of a watch, which runs beside the requests and keeps its own pace. */
    boolean freeForWatch(long now, boolean leader) {
        return due(now, budget.freeAt(leader, false));
    }

    private boolean due(long now, long from) {
        if (now < from) {
            alarm.at(from);
        }
        due = from;
        return now >= from;
    }

    Attempt start(ClockReading now, Attempt.Kind kind, long mark, long known) {
        counted = rules.countsFrom(now.monotonic(), due);
        budget.spend(counted);
        Attempt attempt = new Attempt(++lastId, kind, now, mark, known);
        current = attempt;
        alarm.at(givenUpAt(attempt));
        return attempt;
    }

    private long givenUpAt(Attempt attempt) {
        return attempt.started().monotonic() + rules.timing().requestTimeout().toNanos();
    }

    void watchOpened(long now) {
        budget.spend(rules.countsFrom(now, due));
    }

    /** The current request ended well, or was given up without blame. */
    void end() {
        current = null;
    }

    /** The current request failed: the next starts within [R/2, R] of its start. */
    void fail(long atLeastUntil) {
        if (current != null) {
            notBefore = Math.max(counted + rules.retryDelay(), atLeastUntil);
            current = null;
        }
    }

    /** The current request when it has had no answer for T. */
    Optional<Attempt> overdue(long now) {
        if (current == null) {
            return Optional.empty();
        }
        long until = givenUpAt(current);
        alarm.at(until);
        return now >= until ? Optional.of(current) : Optional.empty();
    }
}
