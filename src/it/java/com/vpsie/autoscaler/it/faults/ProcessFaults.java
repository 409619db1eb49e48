package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.scenario.StepFailed;
import com.vpsie.autoscaler.sandbox.vpsie.Fault;
import java.time.Duration;

/** What happens to a replica's process. Stateless. */
final class ProcessFaults {
    private static final Duration STOP = Duration.ofSeconds(45);
    private static final Duration PAUSE = Bounds.LEASE.multipliedBy(3).dividedBy(2);

    /** Well below the election's request timeout. */
    private static final Duration LATENCY = Duration.ofMillis(100);

    private ProcessFaults() {}

    /** As the kubelet ends a pod; started again when somebody else leads. */
    static void terminated(Episode episode) throws Exception {
        Replica replica = episode.victim().replica();
        episode.strike();
        replica.signalStop();
        episode.awaitOutcome();
        if (!replica.awaitEnd(STOP)) {
            throw new StepFailed(episode.victim().name() + " still runs " + STOP.toSeconds() + " s after SIGTERM");
        }
        if (replica.exitCode().orElse(-1) != 0) {
            throw new StepFailed(episode.victim().name() + " was stopped in order and ended with "
                    + replica.exitCode().orElse(-1));
        }
        replica.start();
    }

    static void killed(Episode episode) throws Exception {
        episode.strike();
        episode.victim().replica().kill();
        episode.awaitOutcome();
        episode.victim().replica().start();
    }

    /** VPSie carries the purchase out at once, or while nobody leads, and the answer finds nobody. */
    static void killedPaying(Episode episode) throws Exception {
        episode.beginPurchase(underWay(episode));
        killed(episode);
    }

    /** VPSie answers while the replica sleeps; when it wakes up it reads the answer, and must not go on from there. */
    static void pausedPaying(Episode episode) throws Exception {
        episode.beginPurchase(underWay(episode));
        episode.strike();
        episode.victim().replica().pause();
        asleep(episode);
    }

    /**
     * The intent is stored, which the replica learns when it wakes up: it must not send the request then. Some latency
     * leaves time to stop it before it learns.
     */
    static void pausedIntending(Episode episode) throws Exception {
        TcpProxy api = episode.victim().api();
        api.latency(LATENCY);
        try {
            episode.beginIntent();
            episode.strike();
            episode.victim().replica().pause();
        } finally {
            api.latency(Duration.ZERO);
        }
        asleep(episode);
    }

    private static void asleep(Episode episode) throws Exception {
        try {
            episode.awaitOutcome();
            episode.lasts(PAUSE);
        } finally {
            episode.victim().replica().resume();
        }
    }

    /** Executed at once and answered late, or executed late. */
    private static Fault underWay(Episode episode) {
        Duration late = Duration.ofMillis(1_000 + episode.random().nextInt(1_000));
        return episode.random().nextBoolean() ? Fault.slowAnswer(late) : Fault.delay(late);
    }
}
