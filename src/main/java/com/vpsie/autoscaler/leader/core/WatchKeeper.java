package com.vpsie.autoscaler.leader.core;

/** Keeps one watch on the Lease, and knows when its silence must be doubted. */
final class WatchKeeper {
    private static final int MOST_DOUBLINGS = 2;

    private final ElectionRules rules;
    private final Alarm alarm;
    private long id;
    private boolean open;
    private long openedAt;
    private long from;
    private long notBefore = Long.MIN_VALUE;
    private int failures;
    private long lookAt = Long.MIN_VALUE;

    WatchKeeper(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    boolean open() {
        return open;
    }

    boolean is(long watch) {
        return open && watch == id;
    }

    /** Something was heard of the Lease, from the watch or in an answer. */
    void heard(long now) {
        lookAt = now + (open ? rules.silence() : rules.timing().retryPeriod().toNanos() + rules.retryDelay());
    }

    /** True when nothing was heard for so long that the watch may be dead. */
    boolean silent(long now) {
        alarm.at(lookAt);
        return now >= lookAt;
    }

    void told(long version) {
        from = Math.max(from, version);
        failures = 0;
    }

    /** The next watch starts here, not where the last one ended. */
    void restartFrom(long version) {
        from = version;
    }

    boolean wanted(long now) {
        if (!open) {
            alarm.at(notBefore);
        }
        return !open && now >= notBefore;
    }

    Effect.OpenWatch openNow(long now) {
        open = true;
        openedAt = now;
        heard(now);
        return new Effect.OpenWatch(++id, from);
    }

    /** A watch that lived a while is reopened at once but for the stagger; one that did not, with growing pauses. */
    void closed(long now) {
        boolean lived = now - openedAt >= rules.timing().retryPeriod().toNanos();
        failures = lived ? 0 : failures + 1;
        long pause = failures == 0 ? rules.stagger() : rules.retryDelay() << Math.min(failures - 1, MOST_DOUBLINGS);
        open = false;
        notBefore = now + pause;
        lookAt = Math.min(lookAt, now + rules.timing().retryPeriod().toNanos());
    }

    /** A read brought what an open watch should have told first: it is dead. */
    void outrun(long now) {
        if (open) {
            distrust(now);
        }
    }

    /** Whatever it tells is of no use any more. */
    void distrust(long now) {
        open = false;
        notBefore = now;
    }
}
