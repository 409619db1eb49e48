package com.vpsie.autoscaler.leader.core;

import com.vpsie.autoscaler.leader.core.ElectorCore.Role;
import java.time.Duration;

/** Begins, ends and gives back terms: the only place that opens or closes the gate. */
final class Terms {
    private final Desk desk;

    Terms(Desk desk) {
        this.desk = desk;
    }

    /** Our acquiring write is known committed. */
    void hold(Attempt attempt, LeaseRecord stored) {
        desk.tenure.end();
        desk.tenure.credit(attempt.mark(), desk.now);
        desk.acquiredVersion = stored.version();
        desk.acquiredAt = desk.mono();
        desk.floor.forget();
        desk.become(Role.HOLDING);
    }

    void open() {
        desk.token = desk.rules.token(desk.acquiredVersion, desk.floor.value());
        desk.tenure.gate().ifPresent(gate -> desk.put(new Effect.OpenGate(desk.token, gate)));
        desk.emit(new ElectionEvent.Acquired(desk.token));
        desk.report(new Fact.HandedOver(desk.handoff, Duration.ofNanos(Math.max(0, desk.waited() - desk.freeFrom))));
        desk.become(Role.LEADING);
    }

    /** The Lease is not ours any more, or may not be. */
    void lose(LossReason reason) {
        cancel();
        switch (desk.role) {
            case LEADING -> {
                close(reason);
                desk.become(Role.LOST);
            }
            case DRAINING -> desk.become(Role.LOST);
            case HOLDING, RELEASING -> rest();
            case FOLLOWING, LOST, STOPPED -> {}
        }
        desk.tenure.end();
    }

    /** Ends the term in order: the work comes to rest while the Lease is still renewed. */
    void part(LossReason reason) {
        if (desk.role == Role.LEADING) {
            close(reason);
            desk.become(Role.DRAINING);
        } else if (desk.role == Role.HOLDING) {
            release();
        }
    }

    /** Does not race for one lease duration, counted from when this term has come to rest. */
    void standAside() {
        desk.standingAside = true;
        desk.candidacy.standAside(desk.mono());
    }

    private void close(LossReason reason) {
        desk.put(new Effect.CloseGate(reason));
        desk.emit(new ElectionEvent.Lost(desk.token, reason));
        desk.parting.begin(desk.mono());
    }

    /** The bound of the drain was hit: nothing is given back, the Lease runs out. */
    void breakDrain() {
        desk.parting.breakDrain();
        desk.trouble("the work of the term with token " + desk.token + " did not come to rest in time");
        cancel();
        desk.tenure.end();
        desk.become(Role.LOST);
    }

    /** Nothing of this elector's work is running: the Lease may be given back. */
    void release() {
        if (desk.stopping && !desk.releaseOnShutdown) {
            cancel();
            rest();
            return;
        }
        desk.parting.beginRelease(desk.mono());
        desk.become(Role.RELEASING);
    }

    void released() {
        desk.emit(new ElectionEvent.Released(desk.token));
        rest();
    }

    /** The Lease runs out instead. */
    void giveUpReleasing() {
        cancel();
        rest();
    }

    /** Holds nothing any more and has nothing running. */
    void rest() {
        if (desk.standingAside) {
            standAside();
        }
        desk.tenure.end();
        desk.become(Role.FOLLOWING);
    }

    private void cancel() {
        desk.requests.current().ifPresent(attempt -> {
            desk.put(new Effect.Cancel(attempt.id()));
            desk.requests.end();
        });
    }
}
