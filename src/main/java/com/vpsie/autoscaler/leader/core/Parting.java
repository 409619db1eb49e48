package com.vpsie.autoscaler.leader.core;

/** The end of a term: its drain, and how long giving the Lease back may be tried. */
final class Parting {
    private final ElectionRules rules;
    private final Alarm alarm;
    private long drainUntil = Alarm.NEVER;
    private long releaseUntil = Alarm.NEVER;
    private boolean broken;
    private boolean atRest;

    Parting(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    void begin(long now) {
        atRest = false;
        drainUntil = now + ElectionTiming.DRAIN_BOUND.toNanos();
    }

    /** The work of the term has come to rest. */
    boolean atRest() {
        return atRest;
    }

    /** The drain has taken longer than its bound. */
    boolean overdue(long now) {
        alarm.at(drainUntil);
        return now >= drainUntil;
    }

    void breakDrain() {
        broken = true;
        drainUntil = Alarm.NEVER;
    }

    boolean broken() {
        return broken;
    }

    void drained() {
        atRest = true;
        drainUntil = Alarm.NEVER;
        broken = false;
    }

    /** Room for three tries. */
    void beginRelease(long now) {
        ElectionTiming timing = rules.timing();
        releaseUntil = now
                + timing.requestTimeout().toNanos() * 2
                + timing.retryPeriod().toNanos();
    }

    boolean releaseOverdue(long now) {
        alarm.at(releaseUntil);
        return now >= releaseUntil;
    }
}
