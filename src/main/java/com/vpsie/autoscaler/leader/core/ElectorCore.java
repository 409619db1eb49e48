package com.vpsie.autoscaler.leader.core;

import java.util.List;

/**
 * The election on one Lease. A step folds one input into what is known and then decides from what is known alone, so an
 * input that is late, repeated or missing changes only when something happens, never whether it may.
 *
 * <p>What is known of the Lease is in {@link LeaseView}, of our own writes in {@link Tenure}, of the requests in
 * {@link Requests}, of the watch in {@link WatchKeeper}; when the Lease may be taken is in {@link Candidacy}, the end of
 * a term in {@link Parting}, and the arithmetic of safety in {@link ElectionRules}. DESIGN.md gives the argument.
 */
public final class ElectorCore implements Elector {
    /** Several replicas' versions of one answer are possible in a step, so are several changes of role. */
    private static final int MOST_ROUNDS = 8;

    private final Desk desk;
    private final Answers answers;
    private final Duties duties;

    /** @param releaseOnShutdown give the Lease back when told to stop */
    public ElectorCore(ElectionRules rules, boolean releaseOnShutdown) {
        this.desk = new Desk(rules, releaseOnShutdown);
        Terms terms = new Terms(desk);
        this.answers = new Answers(desk, terms);
        this.duties = new Duties(desk, terms, answers);
    }

    @Override
    public List<Effect> step(ClockReading now, Input input) {
        desk.begin(now);
        receive(input);
        int rounds = 0;
        do {
            desk.settled = true;
            duties.decide();
        } while (!desk.settled && ++rounds < MOST_ROUNDS);
        return desk.finish();
    }

    private void receive(Input input) {
        if (input instanceof Input.Answered answered) {
            answers.answered(answered.attempt(), answered.outcome());
        } else if (input instanceof Input.Watched watched) {
            answers.watched(watched);
        } else if (input instanceof Input.Bookmark bookmark) {
            answers.bookmark(bookmark);
        } else if (input instanceof Input.WatchClosed closed) {
            answers.watchClosed(closed);
        } else if (input instanceof Input.FloorRead read) {
            answers.floorRead(read);
        } else if (input instanceof Input.FloorFailed failed) {
            answers.floorFailed(failed);
        } else {
            order(input);
        }
    }

    /** What is asked from inside the process. */
    private void order(Input input) {
        if (input instanceof Input.Stop) {
            desk.stopping = true;
        } else if (input instanceof Input.StepDown stepDown) {
            duties.stepDown(stepDown);
        } else if (input instanceof Input.RenewNow && desk.tenure.held()) {
            desk.tenure.wantRenewal(desk.now);
        } else if (input instanceof Input.Fenced fenced) {
            duties.fenced(fenced.token());
        } else if (input instanceof Input.Drained drained) {
            duties.drained(drained.token());
        }
    }

    @Override
    public ElectorStatus status(ClockReading now) {
        return desk.status(now);
    }

    /** Where the elector stands; finer than what people see. */
    enum Role {
        /** Holds nothing. */
        FOLLOWING,
        /** Holds the Lease; the gate waits for the token floor. */
        HOLDING,
        /** The gate is open. */
        LEADING,
        /** The gate is closed, the Lease still renewed, the work comes to rest. */
        DRAINING,
        /** The gate is closed, the Lease not ours any more, the work comes to rest. */
        LOST,
        /** The work has come to rest, the Lease is being given back. */
        RELEASING,
        /** For ever. */
        STOPPED;

        boolean holds() {
            return this == HOLDING || this == LEADING || this == DRAINING;
        }
    }
}
