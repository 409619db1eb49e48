package com.vpsie.autoscaler.leader.core;

import com.vpsie.autoscaler.leader.core.ElectorCore.Role;

/** What each role does, decided from what is known and the time alone. */
final class Duties {
    private final Desk desk;
    private final Terms terms;
    private final Answers answers;

    Duties(Desk desk, Terms terms, Answers answers) {
        this.desk = desk;
        this.terms = terms;
        this.answers = answers;
    }

    void decide() {
        boolean looks = desk.rules.looksForTheEnd(!desk.requests.idle());
        if (desk.role.holds() && desk.tenure.over(desk.now) && looks) {
            expire();
        }
        desk.requests.overdue(desk.mono()).ifPresent(answers::timedOut);
        switch (desk.role) {
            case FOLLOWING -> follow();
            case HOLDING -> holdOn();
            case LEADING -> lead();
            case DRAINING -> drain();
            case LOST -> rest();
            case RELEASING -> giveBack();
            case STOPPED -> {}
        }
        if (!desk.stoppedTold) {
            keepWatch();
        }
    }

    private void expire() {
        if (desk.role == Role.DRAINING) {
            terms.breakDrain();
        } else {
            terms.lose(LossReason.EXPIRED);
        }
    }

    // ---- following

    private void follow() {
        boolean mine = desk.lease.present() && desk.tenure.wrote(desk.lease.record());
        boolean races = desk.candidacy.mayRace(desk.mono()) && !desk.stopping;
        if (desk.stopping && !desk.requests.acquiring()) {
            stop();
        } else if (desk.requests.acquiring()) {
            return; // its answer, or T, comes first
        } else if (mine && !races && !desk.lease.stale()) {
            terms.release();
        } else if (!races || desk.lease.unknown() || desk.lease.stale() || !race(mine)) {
            look();
        }
    }

    /** False while the Lease is not to be taken yet. */
    private boolean race(boolean mine) {
        if (desk.candidacy.floorNeeded(desk.lease)) {
            learnFloor();
        }
        Fact.Handoff kind = desk.candidacy.kind(desk.lease, mine);
        long from = desk.candidacy.tryFrom(desk.lease, kind);
        long wait = from - desk.waited();
        if (wait > 0) {
            desk.alarm.at(desk.mono() + wait);
            return false;
        }
        desk.standingAside = false;
        giveUpReading();
        if (desk.requests.free(desk.mono(), false, true)) {
            desk.handoff = kind;
            desk.freeFrom = desk.candidacy.freeFrom(desk.lease, kind);
            LeaseRecord over = desk.lease.record();
            long mark = desk.tenure.nextMark(desk.now, over);
            LeaseRecord next = over.acquiredBy(desk.rules.identity(), desk.rules.acquiredSeconds(over), mark);
            write(desk.lease.absent() ? Attempt.Kind.CREATE : Attempt.Kind.ACQUIRE, next);
        }
        return true;
    }

    /** Before an absent Lease is created: has anybody ever sealed anything? */
    private void learnFloor() {
        if (desk.floor.known()) {
            desk.candidacy.floorIs(desk.floor.value());
        } else if (desk.floor.askable(desk.mono())) {
            desk.put(desk.floor.ask());
        }
    }

    // ---- holding a term

    private void holdOn() {
        if (desk.stopping || !desk.candidacy.mayRace(desk.mono())) {
            terms.release();
            return;
        }
        if (desk.floor.askable(desk.mono())) {
            desk.put(desk.floor.ask());
        }
        long until = desk.acquiredAt + desk.rules.timing().renewDeadline().toNanos();
        desk.alarm.at(until);
        watchClocks();
        if (desk.floor.known() && desk.tenure.young(desk.now)) {
            terms.open();
        } else if (desk.mono() >= until) {
            terms.standAside();
            terms.release();
        } else {
            renew();
        }
    }

    private void lead() {
        if (desk.stopping) {
            terms.part(LossReason.SHUTDOWN);
            return;
        }
        watchClocks();
        if (desk.tenure.newlyInJeopardy(desk.now)) {
            desk.emit(new ElectionEvent.Jeopardy(desk.token));
        }
        renew();
    }

    private void watchClocks() {
        boolean slept = desk.tenure.newlySlept();
        boolean suspect = desk.tenure.newlySuspect(desk.now);
        if (suspect) {
            desk.tenure.anchor().ifPresent(anchor -> desk.report(new Fact.ClockSuspect(desk.now.oddSince(anchor))));
        }
        if (desk.role == Role.LEADING && (slept || suspect)) {
            desk.tenure.gate().ifPresent(gate -> desk.put(new Effect.MoveGate(gate)));
        }
    }

    private void renew() {
        if (desk.lease.stale()) {
            look();
        } else if (desk.tenure.renewalDue(desk.now)) {
            giveUpReading();
            if (desk.requests.free(desk.mono(), true, true)) {
                LeaseRecord over = desk.lease.record();
                long mark = desk.tenure.nextMark(desk.now, over);
                write(Attempt.Kind.RENEW, over.renewedAt(desk.rules.leaseSeconds(), mark));
            }
        }
    }

    // ---- parting

    private void drain() {
        if (desk.rules.givesBack(desk.parting.atRest())) {
            terms.release();
        } else if (desk.parting.overdue(desk.mono())) {
            terms.breakDrain();
        } else {
            watchClocks();
            renew();
        }
    }

    private void rest() {
        if (desk.parting.overdue(desk.mono())) {
            terms.breakDrain();
        }
        if (desk.stopping && desk.parting.broken()) {
            tellStopped();
        }
    }

    void drained(long token) {
        boolean parting = desk.role == Role.DRAINING || desk.role == Role.LOST;
        if (parting && token == desk.token) {
            desk.parting.drained();
            if (desk.role == Role.DRAINING) {
                drain(); // before the end of the term is looked for: there is nothing left that it could break
            } else {
                terms.rest();
            }
        }
    }

    private void giveBack() {
        boolean mine = desk.lease.present() && desk.tenure.wrote(desk.lease.record());
        boolean writing = desk.requests.current().filter(a -> a.kind().writes()).isPresent();
        if (desk.parting.releaseOverdue(desk.mono())) {
            terms.giveUpReleasing();
        } else if (writing) {
            return; // a renewal or a release under way ends first
        } else if (desk.lease.stale()) {
            look();
        } else if (!mine && desk.rules.yieldsTo(desk.lease.record(), true)) {
            terms.rest();
        } else {
            giveUpReading();
            if (desk.requests.free(desk.mono(), true, true)) {
                LeaseRecord over = desk.lease.record();
                long mark = desk.tenure.nextMark(desk.now, over);
                write(Attempt.Kind.RELEASE, over.releasedAt(mark));
            }
        }
    }

    private void stop() {
        giveUpReading();
        desk.become(Role.STOPPED);
        tellStopped();
    }

    private void tellStopped() {
        if (!desk.stoppedTold) {
            desk.stoppedTold = true;
            desk.put(new Effect.Stopped());
        }
    }

    // ---- orders

    void stepDown(Input.StepDown order) {
        desk.report(new Fact.Verdict("step down" + (order.forGood() ? " for good: " : ": ") + order.reason()));
        if (order.forGood()) {
            desk.candidacy.never();
        }
        if (desk.role == Role.LEADING || desk.role == Role.HOLDING) {
            terms.standAside();
            terms.part(LossReason.STEPPED_DOWN);
        }
    }

    /** A higher token is out there: lead with a higher one, or not at all. The next term's is above it. */
    void fenced(long sealed) {
        if (sealed >= ElectionRules.LARGEST_TOKEN) {
            desk.trouble("a record is sealed with token " + sealed + ", above 2^53: this needs a person");
            return;
        }
        desk.floor.teach(sealed);
        if (desk.role == Role.LEADING && sealed > desk.token) {
            terms.part(LossReason.FENCED);
        }
    }

    // ---- requests

    private void look() {
        long readAt = desk.lease.readAt();
        desk.alarm.at(readAt);
        boolean due = desk.watch.silent(desk.mono()) || desk.mono() >= readAt;
        if (due && desk.requests.free(desk.mono(), desk.leads(), false)) {
            Attempt attempt = desk.requests.start(desk.now, Attempt.Kind.READ, 0, desk.lease.known());
            desk.put(new Effect.Get(attempt.id()));
        }
    }

    /** A look at the Lease never stands in the way of a write. */
    private void giveUpReading() {
        if (desk.requests.is(Attempt.Kind.READ)) {
            desk.requests.current().ifPresent(attempt -> desk.put(new Effect.Cancel(attempt.id())));
            desk.requests.end();
        }
    }

    private void write(Attempt.Kind kind, LeaseRecord next) {
        Attempt attempt = desk.requests.start(desk.now, kind, next.renewMicros(), desk.lease.known());
        desk.put(
                kind == Attempt.Kind.CREATE
                        ? new Effect.Create(attempt.id(), next)
                        : new Effect.Put(attempt.id(), next));
    }

    private void keepWatch() {
        boolean ready = !desk.lease.unknown() && desk.watch.wanted(desk.mono());
        if (ready && desk.requests.freeForWatch(desk.mono(), desk.leads())) {
            desk.requests.watchOpened(desk.mono());
            desk.put(desk.watch.openNow(desk.mono()));
        }
    }
}
