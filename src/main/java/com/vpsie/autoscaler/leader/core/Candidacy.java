package com.vpsie.autoscaler.leader.core;

import java.util.OptionalLong;

/** When this replica may take the Lease, and why. */
final class Candidacy {
    private final ElectionRules rules;
    private final Alarm alarm;
    private final Identity identity;
    private long notBefore = Long.MIN_VALUE;
    private boolean never;
    private long stagger;
    private OptionalLong floor = OptionalLong.empty();

    Candidacy(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
        this.identity = Identity.parse(rules.identity());
    }

    /** Another version, or the absence, was first seen: everybody draws anew. */
    void drawStagger() {
        stagger = rules.stagger();
    }

    /** Stands aside for one lease duration. */
    void standAside(long now) {
        notBefore = now + rules.timing().leaseDuration().toNanos();
    }

    void never() {
        never = true;
    }

    boolean neverAgain() {
        return never;
    }

    boolean mayRace(long now) {
        alarm.at(notBefore);
        return !never && now >= notBefore;
    }

    /** The token floor that decides whether an absent Lease may be created at once. */
    void floorIs(long value) {
        floor = OptionalLong.of(value);
    }

    /** An absent Lease that nobody of ours held is created at once if nothing was ever sealed: that must be known. */
    boolean floorNeeded(LeaseView lease) {
        return lease.absent() && !lease.holderSeen() && floor.isEmpty();
    }

    Fact.Handoff kind(LeaseView lease, boolean mine) {
        LeaseRecord record = lease.record();
        if (lease.absent()) {
            return Fact.Handoff.CREATED;
        } else if (record.free()) {
            return Fact.Handoff.RELEASED;
        } else if (mine) {
            return Fact.Handoff.RESUMED;
        }
        return identity.succeeds(Identity.parse(record.holder())) ? Fact.Handoff.SUCCEEDED : Fact.Handoff.EXPIRED;
    }

    /** From when on the Lease is free to take, on the waiting clock. */
    long freeFrom(LeaseView lease, Fact.Handoff kind) {
        return switch (kind) {
            case CREATED ->
                lease.since()
                        + rules.patienceWithAbsence(lease.holderSeen(), floor.isPresent() && floor.getAsLong() == 0);
            case RELEASED, EXPIRED -> lease.since() + rules.patience(lease.record());
            case RESUMED, SUCCEEDED -> lease.since();
        };
    }

    /** From when on this replica tries: later than that by a random stagger where others may want it too. */
    long tryFrom(LeaseView lease, Fact.Handoff kind) {
        boolean alone = kind == Fact.Handoff.RESUMED || kind == Fact.Handoff.SUCCEEDED;
        return freeFrom(lease, kind) + (alone ? 0 : stagger);
    }
}
