package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionEvent;
import com.vpsie.autoscaler.leader.core.GateState;
import com.vpsie.autoscaler.leader.core.Input;
import java.util.List;
import java.util.function.Consumer;

/** The thirteen, in their order, and whoever has to be told. */
final class Invariants {
    private final ALeaderIsFoundInTime liveness;
    private final TheElectorNeverDies health;
    private final AcquiredAndLostAlternate order;
    private final List<Invariant> all;
    /** Those that look at everything after every event. */
    private final List<Invariant> watchful;

    Invariants(World world) {
        this.order = new AcquiredAndLostAlternate(world);
        this.liveness = new ALeaderIsFoundInTime(world);
        this.health = new TheElectorNeverDies(world);
        Invariant apart = new TwoGatesAreNeverOpen(world);
        Invariant bounded = new AGateEndsDAfterACommit(world);
        this.watchful = List.of(apart, bounded, liveness);
        this.all = List.of(
                apart, // 1
                new EffectsStayWithinTheirTerm(world), // 2
                new TokensGrow(world), // 3
                new TakenOverOnlyWhenFree(world), // 4
                new ReleasedByItsHolderAtRest(world), // 5
                bounded, // 6
                order, // 7
                liveness, // 8
                new RequestsAreBounded(world), // 9
                new UnknownFieldsSurvive(world), // 10
                health, // 11
                new TheSurplusIsBounded(world), // 12
                new ClosedByWhatItSees(world)); // 13
    }

    ALeaderIsFoundInTime liveness() {
        return liveness;
    }

    private void all(Consumer<Invariant> what) {
        all.forEach(what);
    }

    void afterEvent() {
        for (Invariant invariant : watchful) {
            invariant.afterEvent();
        }
    }

    void committed(Commit commit) {
        all(i -> i.committed(commit));
    }

    void requested(Replica by) {
        all(i -> i.requested(by));
    }

    void creates(Replica by) {
        all(i -> i.creates(by));
    }

    void opened(Replica by, long token, GateState state) {
        all(i -> i.opened(by, token, state));
    }

    void moved(Replica by, GateState state) {
        all(i -> i.moved(by, state));
    }

    void told(Replica by, ElectionEvent event) {
        all(i -> i.told(by, event));
    }

    void stepped(Replica by, Input input, Memory.Look shown, List<Effect> effects) {
        all(i -> i.stepped(by, input, shown, effects));
    }

    void effectStarts(Replica by, boolean paused, boolean overtaken) {
        all(i -> i.effectStarts(by, paused, overtaken));
    }

    void effectHappens(Cloud.Operation operation) {
        all(i -> i.effectHappens(operation));
    }

    void died(Replica by, Input input, RuntimeException why) {
        health.died(by, input, why);
    }

    void afterTheEnd(Replica by, Effect effect) {
        order.afterTheEnd(by, effect);
    }

    void ended() {
        all(Invariant::ended);
    }
}
