package com.vpsie.autoscaler.leader.core;

import com.vpsie.autoscaler.leader.core.ElectorCore.Role;
import java.util.ArrayList;
import java.util.List;

/** What the parts of one elector share: all that is known, the role, and the effects of the step under way. */
final class Desk {
    final ElectionRules rules;
    final boolean releaseOnShutdown;
    final Alarm alarm = new Alarm();
    final LeaseView lease;
    final Tenure tenure;
    final Requests requests;
    final WatchKeeper watch;
    final Candidacy candidacy;
    final Parting parting;
    final Floor floor;

    ClockReading now = new ClockReading(0, 0, ClockReading.NO_BOOT);
    Role role = Role.FOLLOWING;
    boolean stopping;
    boolean stoppedTold;
    boolean standingAside;
    boolean settled;
    long token;
    long acquiredAt;
    long acquiredVersion;
    long freeFrom;
    Fact.Handoff handoff = Fact.Handoff.CREATED;
    String leader = "";
    String lastHolder = "";
    String problem = "not yet in contact with the API server";
    String namespaceMissing = "";
    long contactAt = Long.MIN_VALUE;

    private List<Effect> effects = new ArrayList<>();

    Desk(ElectionRules rules, boolean releaseOnShutdown) {
        this.rules = rules;
        this.releaseOnShutdown = releaseOnShutdown;
        this.lease = new LeaseView(rules);
        this.tenure = new Tenure(rules, alarm);
        this.requests = new Requests(rules, alarm);
        this.watch = new WatchKeeper(rules, alarm);
        this.candidacy = new Candidacy(rules, alarm);
        this.parting = new Parting(rules, alarm);
        this.floor = new Floor(rules, alarm);
    }

    void begin(ClockReading reading) {
        now = reading;
        tenure.look(reading);
        effects = new ArrayList<>();
        alarm.reset(reading.monotonic());
    }

    List<Effect> finish() {
        long heartbeat = mono() + rules.timing().leaseDuration().toNanos() / 3;
        long next = Math.min(alarm.next(), heartbeat);
        if (stoppedTold) {
            return effects;
        }
        effects.add(new Effect.ArmTimer(next));
        return effects;
    }

    long mono() {
        return now.monotonic();
    }

    /** What followers wait by. */
    long waited() {
        return rules.waitingClock(now);
    }

    void put(Effect effect) {
        effects.add(effect);
    }

    void emit(ElectionEvent event) {
        effects.add(new Effect.Emit(event));
    }

    void report(Fact fact) {
        effects.add(new Effect.Report(fact));
    }

    /** Another role: what is known must be looked at again before the step ends. */
    void become(Role next) {
        if (role != next) {
            report(new Fact.Verdict(role + " → " + next));
            role = next;
            settled = false;
        }
    }

    /** The API server answered. */
    void contact() {
        contactAt = mono();
        watch.heard(mono());
        if (namespaceMissing.isEmpty()) {
            problem = "";
        }
    }

    void trouble(String text) {
        if (!text.equals(problem)) {
            problem = text;
            report(new Fact.Trouble(text));
        }
    }

    boolean leads() {
        return role.holds() || role == Role.RELEASING;
    }

    ElectorStatus status(ClockReading reading) {
        boolean heard = contactAt != Long.MIN_VALUE
                && reading.monotonic() - contactAt
                        <= Math.max(
                                rules.timing().leaseDuration().toNanos(),
                                rules.timing().renewInterval().toNanos() * 2
                                        + rules.timing().requestTimeout().toNanos() * 2);
        boolean takesPart =
                heard && namespaceMissing.isEmpty() && !candidacy.neverAgain() && !stopping && role != Role.STOPPED;
        return new ElectorStatus(
                state(reading),
                tenure.suspect(),
                leader,
                role == Role.LEADING || role == Role.DRAINING || role == Role.LOST ? token : 0,
                role.holds() ? tenure.anchor().orElse(null) : null,
                takesPart,
                takesPart ? "" : why(),
                parting.broken());
    }

    private String why() {
        if (candidacy.neverAgain()) {
            return "stepped down for good";
        } else if (stopping || role == Role.STOPPED) {
            return "stopping";
        }
        return problem.isEmpty() ? "no contact with the API server" : problem;
    }

    private ElectorStatus.State state(ClockReading reading) {
        return switch (role) {
            case FOLLOWING -> {
                if (requests.acquiring()) {
                    yield ElectorStatus.State.CANDIDATE;
                }
                yield standingAside ? ElectorStatus.State.RELEASED : ElectorStatus.State.FOLLOWER;
            }
            case HOLDING -> ElectorStatus.State.CANDIDATE;
            case LEADING -> tenure.inJeopardy(reading) ? ElectorStatus.State.JEOPARDY : ElectorStatus.State.LEADING;
            case DRAINING, RELEASING -> ElectorStatus.State.DRAINING;
            case LOST -> ElectorStatus.State.LOST;
            case STOPPED -> ElectorStatus.State.RELEASED;
        };
    }
}
