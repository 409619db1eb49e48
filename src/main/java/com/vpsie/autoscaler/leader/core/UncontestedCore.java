package com.vpsie.autoscaler.leader.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The elector when election is switched off: it always leads and touches no Lease. Tokens still grow above the floor,
 * so a replica that is run so by mistake beside others is fenced off by their seals.
 */
public final class UncontestedCore implements Elector {
    private enum Role {
        WAITING,
        LEADING,
        RESTING,
        STOPPED
    }

    private final ElectionRules rules;
    private final Alarm alarm = new Alarm();
    private final Floor floor;
    private final Parting parting;
    private final Candidacy candidacy;
    private List<Effect> effects = new ArrayList<>();
    private Role role = Role.WAITING;
    private long token;
    private boolean stopping;
    private boolean standingAside;
    private boolean stoppedTold;
    private String problem = "the token floor is not yet read";

    /** @param rules those of an election that would be */
    public UncontestedCore(ElectionRules rules) {
        this.rules = rules;
        this.floor = new Floor(rules, alarm);
        this.parting = new Parting(rules, alarm);
        this.candidacy = new Candidacy(rules, alarm);
    }

    @Override
    public List<Effect> step(ClockReading now, Input input) {
        effects = new ArrayList<>();
        alarm.reset(now.monotonic());
        receive(now, input);
        decide(now);
        if (!(role == Role.STOPPED && stoppedTold)) {
            long heartbeat = now.monotonic() + rules.timing().leaseDuration().toNanos() / 3;
            effects.add(new Effect.ArmTimer(Math.min(alarm.next(), heartbeat)));
        }
        return effects;
    }

    private void receive(ClockReading now, Input input) {
        if (input instanceof Input.FloorRead read && floor.answers(read.request())) {
            floor.is(read.value() >= ElectionRules.LARGEST_TOKEN ? 0 : Math.max(0, read.value()));
        } else if (input instanceof Input.FloorFailed failed && floor.answers(failed.request())) {
            floor.failed(now.monotonic());
            problem = "the token floor cannot be read: " + failed.why();
            effects.add(new Effect.Report(new Fact.Trouble(problem)));
        } else if (input instanceof Input.Stop) {
            stopping = true;
        } else if (input instanceof Input.StepDown stepDown) {
            stepDown(now, stepDown);
        } else if (input instanceof Input.Fenced fenced) {
            fenced(now, fenced.token());
        } else if (input instanceof Input.Drained drained && role == Role.RESTING && drained.token() == token) {
            drained(now);
        }
    }

    private void stepDown(ClockReading now, Input.StepDown order) {
        if (order.forGood()) {
            candidacy.never();
        }
        if (role == Role.LEADING) {
            standingAside = true;
            lose(now, LossReason.STEPPED_DOWN);
        }
    }

    private void fenced(ClockReading now, long sealed) {
        if (sealed >= ElectionRules.LARGEST_TOKEN) {
            return;
        }
        floor.teach(sealed);
        if (role == Role.LEADING && sealed > token) {
            lose(now, LossReason.FENCED);
        }
    }

    private void drained(ClockReading now) {
        parting.drained();
        if (standingAside) {
            candidacy.standAside(now.monotonic());
            standingAside = false;
        }
        floor.forget();
        role = Role.WAITING;
    }

    private void lose(ClockReading now, LossReason reason) {
        effects.add(new Effect.CloseGate(reason));
        effects.add(new Effect.Emit(new ElectionEvent.Lost(token, reason)));
        parting.begin(now.monotonic());
        role = Role.RESTING;
    }

    private void decide(ClockReading now) {
        if (stopping && role == Role.LEADING) {
            lose(now, LossReason.SHUTDOWN);
        }
        if (role == Role.RESTING && parting.overdue(now.monotonic())) {
            parting.breakDrain();
        }
        if (stopping && (role == Role.WAITING || parting.broken())) {
            role = role == Role.WAITING ? Role.STOPPED : role;
            tellStopped();
        } else if (role == Role.WAITING && candidacy.mayRace(now.monotonic())) {
            begin(now);
        }
    }

    private void begin(ClockReading now) {
        if (floor.known()) {
            token = rules.token(0, floor.value());
            problem = "";
            effects.add(new Effect.OpenGate(token, GateState.endless(now)));
            effects.add(new Effect.Emit(new ElectionEvent.LeaderSeen(rules.identity())));
            effects.add(new Effect.Emit(new ElectionEvent.Acquired(token)));
            role = Role.LEADING;
        } else if (floor.askable(now.monotonic())) {
            effects.add(floor.ask());
        }
    }

    private void tellStopped() {
        if (!stoppedTold) {
            stoppedTold = true;
            effects.add(new Effect.Stopped());
        }
    }

    @Override
    public ElectorStatus status(ClockReading now) {
        boolean leads = role == Role.LEADING;
        boolean takesPart = !stopping && !candidacy.neverAgain() && (leads || problem.isEmpty());
        String why = candidacy.neverAgain() ? "stepped down for good" : stopping ? "stopping" : problem;
        return new ElectorStatus(
                ElectorStatus.State.OFF,
                false,
                leads ? rules.identity() : "",
                leads ? token : 0,
                null,
                takesPart,
                takesPart ? "" : why,
                parting.broken());
    }
}
