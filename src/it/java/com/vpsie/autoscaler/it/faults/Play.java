package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.faults.Schedule.Planned;
import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Groups;
import com.vpsie.autoscaler.it.stage.Judge;
import com.vpsie.autoscaler.it.stage.Judge.Findings;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Stage;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy.Mode;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.scenario.StepFailed;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudLog;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Plays faults one after the other, while nodes are asked for all the time, and judges each. Of one thread. */
final class Play {
    private static final Duration ELECTION = Duration.ofSeconds(30);
    /** Every look is six requests. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Stage stage;
    private final Groups groups;
    private final Demand demand;
    private final Bounds bounds;
    private final Judge judge;
    private final CloudLog log;
    private int judged;

    Play(Stage stage, Groups groups, Demand demand, Bounds bounds) {
        this.stage = stage;
        this.groups = groups;
        this.demand = demand;
        this.bounds = bounds;
        this.judge =
                new Judge(stage.setup().deadline(), new HashSet<>(stage.setup().users()));
        this.log = stage.cloud().log();
    }

    /** One fault from its injection until nothing is left of it, and the verdict. */
    Row play(Planned plan) throws Exception {
        stage.awaitReady(2);
        Commit leading = awaitLeader();
        Player victim = victim(plan, leading);
        Episode episode = new Episode(stage, groups, demand, bounds, plan, victim, leading);
        Instant began = Instant.now();
        demand.move();
        List<String> wrong = new ArrayList<>();
        Optional<Duration> settled = Optional.empty();
        try {
            inflict(plan.kind(), episode);
            episode.judgeOutcome().ifPresent(wrong::add);
        } catch (StepFailed e) {
            wrong.add(e.getMessage());
        }
        stage.cloud().faults().clear();
        demand.rest();
        try {
            settled = Optional.of(awaitSettled());
        } catch (StepFailed e) {
            wrong.add("lost work: " + e.getMessage());
        }
        Findings findings = judge.judge(stage.history().commits(), newCalls(), began);
        wrong.addAll(findings.violations());
        wrong.addAll(surplus(began));
        return new Row(plan, victim.name(), episode.handOver(), settled, findings, wrong);
    }

    private Commit awaitLeader() throws Exception {
        return Await.answer(
                ELECTION,
                LOOK,
                "a leader",
                () -> String.valueOf(stage.history().holding()),
                () -> stage.leader()
                        .filter(stage::isReady)
                        .flatMap(player -> stage.history().holding()));
    }

    private Player victim(Planned plan, Commit leading) {
        return stage.players().stream()
                .filter(player -> player.name().equals(leading.pod()) == plan.hitsLeader())
                .filter(stage::isReady)
                .findFirst()
                .orElseThrow();
    }

    private static void inflict(Kind kind, Episode episode) throws Exception {
        switch (kind) {
            case TERMINATED -> ProcessFaults.terminated(episode);
            case KILLED -> ProcessFaults.killed(episode);
            case KILLED_PAYING -> ProcessFaults.killedPaying(episode);
            case PAUSED_PAYING -> ProcessFaults.pausedPaying(episode);
            case PAUSED_INTENDING -> ProcessFaults.pausedIntending(episode);
            case RESET_PAYING -> NetworkFaults.resetPaying(episode);
            case BLACK_HOLE -> NetworkFaults.held(episode, Mode.BLACKHOLE);
            case REQUESTS_LOST -> NetworkFaults.held(episode, Mode.NO_REQUESTS);
            case ANSWERS_LOST -> NetworkFaults.held(episode, Mode.NO_ANSWERS);
            case RESET -> NetworkFaults.reset(episode);
            case CUT_OFF -> NetworkFaults.cutOff(episode);
            case LATENCY -> NetworkFaults.late(episode);
            case API_RESTARTED -> ApiFaults.restarted(episode);
            case LEASE_DELETED -> ApiFaults.leaseDeleted(episode);
            case LEASE_GRABBED -> ApiFaults.leaseGrabbed(episode);
            case LEASE_EMPTIED -> ApiFaults.leaseEmptied(episode);
            case RIGHTS_REVOKED -> ApiFaults.rightsRevoked(episode);
            case TOKEN_EXPIRED -> ApiFaults.tokenExpired(episode);
            case TOKEN_ROTATED -> ApiFaults.tokenRotated(episode);
        }
    }

    /** Waits until desired = bought = joined in every group; returns how long that took. */
    Duration awaitSettled() throws Exception {
        Instant from = Instant.now();
        demand.confirm();
        Await.answer(
                bounds.settled(),
                LOOK,
                "what was asked for and nothing else",
                this::counts,
                () -> isSettled() ? Optional.of(true) : Optional.empty());
        return Duration.between(from, Instant.now());
    }

    private boolean isSettled() {
        try {
            return groups.counts().entrySet().stream()
                    .allMatch(group -> group.getValue().isExactly(demand.of(group.getKey())));
        } catch (KubernetesClientException e) {
            return false; // an API server that has just come back
        }
    }

    private String counts() {
        return String.join(
                "; ",
                groups.counts().entrySet().stream()
                        .filter(group -> !group.getValue().isExactly(demand.of(group.getKey())))
                        .map(group ->
                                group.getKey() + ": " + demand.of(group.getKey()) + " desired, " + group.getValue())
                        .toList());
    }

    private List<CloudEntry> newCalls() {
        List<CloudEntry> all = log.entries();
        List<CloudEntry> fresh = all.subList(judged, all.size());
        judged = all.size();
        return fresh;
    }

    /** Purchases after which a group had more machines than anybody had asked for lately. */
    private List<String> surplus(Instant from) {
        List<String> found = new ArrayList<>();
        for (CloudEntry purchase : log.bought()) {
            Instant at = purchase.at();
            String group = purchase.groupName();
            long living = log.intervals(group).stream()
                    .filter(life -> !life.boughtAt().isAfter(at))
                    .filter(life ->
                            life.deletedAt().filter(gone -> !gone.isAfter(at)).isEmpty())
                    .count();
            int most = demand.most(group, at.minus(bounds.reaction()), at);
            if (!at.isBefore(from) && living > most) {
                found.add("bought twice: " + purchase.identifier() + " by " + purchase.caller() + " at " + at + " made "
                        + living + " of " + group + ", asked for were at most " + most);
            }
        }
        return found;
    }
}
