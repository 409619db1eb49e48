package com.vpsie.autoscaler.leader.core;

import com.vpsie.autoscaler.leader.core.ElectorCore.Role;
import java.time.Duration;

/** Folds what comes from the API server into what is known. */
final class Answers {
    private final Desk desk;
    private final Terms terms;

    Answers(Desk desk, Terms terms) {
        this.desk = desk;
        this.terms = terms;
    }

    void answered(long id, Outcome outcome) {
        Attempt attempt = desk.requests.current().filter(a -> a.id() == id).orElse(null);
        if (attempt == null) {
            if (outcome instanceof Outcome.Ok late) {
                see(late.record(), LeaseView.FROM_A_CACHE); // given up, yet it may prove a commit
            }
            return;
        }
        desk.report(new Fact.Verdict(attempt.kind() + " #" + id + ": " + outcome.code() + " " + outcome.why()));
        if (outcome instanceof Outcome.Ok ok) {
            succeeded(attempt, ok.record());
        } else if (outcome instanceof Outcome.NotFound missing) {
            notFound(attempt, missing);
        } else if (outcome instanceof Outcome.Conflict) {
            conflict(attempt);
        } else {
            failed(attempt, outcome);
        }
    }

    private void succeeded(Attempt attempt, LeaseRecord stored) {
        desk.namespaceMissing = "";
        desk.contact();
        if (attempt.kind() == Attempt.Kind.READ) {
            desk.requests.end();
            see(stored, attempt.known());
            return;
        }
        see(stored, LeaseView.FROM_A_CACHE); // ends the attempt when it shows its mark at a newer version
        if (desk.requests.current().filter(attempt::equals).isPresent()) {
            desk.lease.outdated(desk.mono()); // 2xx, and yet nothing was committed
            fail(attempt, "no-op", 0);
        }
    }

    private void notFound(Attempt attempt, Outcome.NotFound missing) {
        if (attempt.kind() == Attempt.Kind.CREATE) {
            desk.namespaceMissing = missing.why();
            desk.trouble(missing.why());
            fail(attempt, missing.code(), 0);
            return;
        }
        desk.contact();
        desk.requests.end();
        boolean news = desk.lease.present();
        if (desk.lease.notFound(attempt.known(), desk.waited())) {
            if (news) {
                desk.watch.outrun(desk.mono());
            }
            absent();
        } else {
            desk.lease.outdated(desk.mono());
        }
    }

    private void absent() {
        desk.candidacy.drawStagger();
        desk.watch.restartFrom(0);
        leaderIs("");
        if (desk.leads()) {
            terms.lose(LossReason.LEASE_ABSENT);
        }
    }

    /** Somebody wrote in between. A follower leaves it to the watch to say who, a leader must know at once. */
    private void conflict(Attempt attempt) {
        desk.contact();
        desk.requests.end();
        if (desk.lease.known() == attempt.known()) {
            boolean wait = attempt.kind().acquires() && desk.watch.open();
            desk.lease.outdated(desk.mono() + (wait ? desk.rules.retryDelay() : 0));
        }
        if (attempt.kind() == Attempt.Kind.RENEW) {
            desk.report(new Fact.SlowPath());
        }
    }

    private void failed(Attempt attempt, Outcome outcome) {
        long wait = outcome instanceof Outcome.Throttled throttled
                ? throttled.retryAfter().toNanos()
                : 0;
        desk.trouble(outcome.why());
        fail(attempt, outcome.code(), wait);
    }

    private void fail(Attempt attempt, String code, long wait) {
        desk.requests.fail(desk.mono() + wait);
        if (attempt.kind() == Attempt.Kind.RENEW) {
            desk.report(new Fact.RenewFailed(code));
        }
    }

    /** No answer within T: the write may have been applied, its mark will tell. */
    void timedOut(Attempt attempt) {
        desk.put(new Effect.Cancel(attempt.id()));
        String text = "no answer from the API server within "
                + Durations.format(desk.rules.timing().requestTimeout());
        answered(attempt.id(), new Outcome.NoAnswer(text));
    }

    void watched(Input.Watched watched) {
        if (desk.watch.is(watched.watch())) {
            desk.watch.told(watched.record().version());
        }
        if (watched.change() == Input.Change.DELETED) {
            if (desk.lease.deleted(watched.record(), desk.waited())) {
                desk.contact();
                absent();
            }
        } else {
            see(watched.record(), LeaseView.FROM_A_CACHE);
        }
    }

    /** A sign of life, unless it comes from a store that went back: that one must be looked at. */
    void bookmark(Input.Bookmark bookmark) {
        boolean current = bookmark.version() >= desk.lease.known() && !desk.lease.doubted();
        if (desk.watch.is(bookmark.watch()) && current) {
            desk.contact();
            desk.watch.told(bookmark.version());
        }
    }

    void watchClosed(Input.WatchClosed closed) {
        if (desk.watch.is(closed.watch())) {
            desk.watch.closed(desk.mono());
            desk.report(new Fact.Verdict("watch closed: " + closed.why()));
            if (closed.gone()) {
                desk.watch.restartFrom(0);
                desk.lease.outdated(desk.mono());
            }
        }
    }

    /** @param asked the version known when it was asked for */
    private void see(LeaseRecord seen, long asked) {
        // a record from wherever, the watch may be faster than the answer: there is a namespace it lives in
        desk.namespaceMissing = "";
        LeaseView.Sight sight = desk.lease.see(seen, asked, desk.waited());
        switch (sight) {
            case NEWER -> newer(seen, asked);
            case LOWER -> lower(seen);
            case NOTHING -> {}
        }
    }

    private void newer(LeaseRecord seen, long asked) {
        desk.contact();
        if (asked != LeaseView.FROM_A_CACHE) {
            desk.watch.outrun(desk.mono());
        }
        desk.watch.restartFrom(seen.version());
        desk.candidacy.drawStagger();
        Attempt attempt = desk.requests.current().orElse(null);
        boolean mine = desk.tenure.wrote(seen);
        boolean commits = attempt != null
                && attempt.kind().writes()
                && attempt.mark() == seen.renewMicros()
                && (mine || (attempt.kind() == Attempt.Kind.RELEASE && seen.free()));
        leaderIs(seen.holder());
        if (attempt != null && commits) {
            desk.requests.end();
            committed(attempt, seen);
        } else if (mine) {
            credit(seen.renewMicros());
        } else {
            foreign(seen);
        }
    }

    private void committed(Attempt attempt, LeaseRecord stored) {
        switch (attempt.kind()) {
            case CREATE, ACQUIRE -> terms.hold(attempt, stored);
            case RENEW -> {
                desk.report(new Fact.Renewed(Duration.ofNanos(desk.now.monotonicSince(attempt.started()))));
                credit(attempt.mark());
            }
            case RELEASE -> terms.released();
            case READ -> {}
        }
    }

    private void credit(long mark) {
        if (desk.role.holds() && desk.tenure.credit(mark, desk.now) && desk.role == Role.LEADING) {
            desk.tenure.gate().ifPresent(gate -> desk.put(new Effect.MoveGate(gate)));
        }
    }

    /** A newer record that is not ours: whoever it is, we do not lead, and a try under way cannot succeed. */
    private void foreign(LeaseRecord seen) {
        if (desk.leads()) {
            if (desk.rules.yieldsTo(seen, desk.role == Role.RELEASING)) {
                terms.lose(LossReason.FOREIGN_HOLDER);
            }
        } else if (desk.requests.acquiring()) {
            desk.requests.current().ifPresent(attempt -> desk.put(new Effect.Cancel(attempt.id())));
            desk.requests.end();
        }
    }

    /** The store itself went back. Who leads must not; who follows believes it when it stays so. */
    private void lower(LeaseRecord seen) {
        boolean holds = desk.leads();
        long patience = desk.rules.timing().leaseDuration().toNanos();
        if (holds || desk.lease.lowerFor(desk.waited()) >= patience) {
            desk.lease.adopt(seen, desk.waited());
            desk.watch.restartFrom(seen.version());
            desk.watch.distrust(desk.mono());
            desk.candidacy.drawStagger();
            leaderIs(seen.holder());
        }
        if (holds) {
            terms.lose(LossReason.STORE_REWOUND);
        }
    }

    private void leaderIs(String holder) {
        if (!holder.equals(desk.leader)) {
            desk.leader = holder;
            desk.emit(new ElectionEvent.LeaderSeen(holder));
        }
        if (!holder.isEmpty() && !holder.equals(desk.lastHolder)) {
            if (!desk.lastHolder.isEmpty()) {
                desk.report(new Fact.HolderChanged(desk.lastHolder, holder));
            }
            desk.lastHolder = holder;
        }
    }

    void floorRead(Input.FloorRead read) {
        if (!desk.floor.answers(read.request())) {
            return;
        }
        if (read.value() >= ElectionRules.LARGEST_TOKEN) {
            desk.trouble("a record is sealed with token " + read.value()
                    + ", above 2^53: it is left out of the token floor and needs a person");
        }
        desk.floor.is(read.value() >= ElectionRules.LARGEST_TOKEN ? 0 : Math.max(0, read.value()));
    }

    void floorFailed(Input.FloorFailed failed) {
        if (desk.floor.answers(failed.request())) {
            desk.floor.failed(desk.mono());
            desk.trouble("the token floor cannot be read: " + failed.why());
        }
    }
}
