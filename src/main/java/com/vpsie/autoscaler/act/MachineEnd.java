package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.groupplan.CloudView;
import com.vpsie.autoscaler.core.lifecycle.GoneEvidence;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.NodeReason;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import com.vpsie.autoscaler.vpsie.Outcome;
import com.vpsie.autoscaler.vpsie.VpsieErrorCode;
import com.vpsie.autoscaler.vpsie.VpsieException;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has VPSie delete machines, and gathers the evidence that they are gone. The evidence lives in this process only: each
 * leader gathers its own, deleting by identifier being harmless to repeat. Thread-safe.
 */
final class MachineEnd {
    private static final int MOST_DOUBLINGS = 4;

    private final Tools tools;
    private final Children children;
    private final VpsieWriter writer;
    private final CloudLooks looks;
    private final Map<ChildKey, GoneEvidence> evidence = new ConcurrentHashMap<>();

    MachineEnd(Tools tools, Children children, VpsieWriter writer, CloudLooks looks) {
        this.tools = tools;
        this.children = children;
        this.writer = writer;
        this.looks = looks;
    }

    GoneEvidence evidence(ChildKey key) {
        return evidence.getOrDefault(key, GoneEvidence.NONE);
    }

    void forget(ChildKey key) {
        evidence.remove(key);
    }

    /** Sends one deletion, by the identifier that the ledger holds. */
    Optional<Result> delete(NodeWork work, ChildKey key) {
        Term term = work.acting().term();
        term.ensureFresh();
        Outcome<Boolean> outcome = writer.deleteNode(term, work.clusterId(), work.identifier());
        looks.forget(work.clusterId());
        GoneEvidence before = evidence(key);
        if (answered(outcome)) {
            evidence.put(key, before.answered(tools.clock().monotonic()));
            return Optional.empty();
        }
        evidence.put(key, before.unanswered());
        say(work, NodeReason.VPS_DELETE_FAILED, Answers.words(outcome));
        tools.announcer().warning(work.child(), NodeReason.VPS_DELETE_FAILED.code(), Answers.words(outcome));
        return outcome instanceof Outcome.Refused<Boolean> refused
                        && refused.retryAfter().isPresent()
                ? Optional.of(new Result.Again(refused.retryAfter().get()))
                : Optional.of(new Result.Failed());
    }

    private static boolean answered(Outcome<Boolean> outcome) {
        return outcome instanceof Outcome.Done<Boolean>
                || (outcome instanceof Outcome.Refused<Boolean> refused && refused.code() == VpsieErrorCode.NOT_FOUND);
    }

    /** Reads the list; what it shows is evidence either way. */
    Optional<Result> look(NodeWork work, ChildKey key) {
        GoneEvidence before = evidence(key);
        Duration notBefore = before.lastAbsent()
                .map(last -> last.plus(tools.policy().timeouts().poll()))
                .orElseGet(() -> before.answeredAt().orElseThrow());
        if (tools.clock().monotonic().compareTo(notBefore) < 0) {
            return Optional.of(new Result.Again(tools.policy().timeouts().poll()));
        }
        CloudView view;
        try {
            view = looks.at(work.clusterId(), notBefore);
        } catch (VpsieException e) {
            say(
                    work,
                    NodeReason.VPS_GONE_UNPROVEN,
                    "VPSie's list of cluster " + work.clusterId() + " cannot be read (" + e.code() + "): "
                            + e.getMessage());
            return Optional.of(new Result.Failed());
        }
        boolean there = NodeWork.machine(view.machines(), work.identifier()).isPresent();
        GoneEvidence after = before.listed(there, view.begun());
        evidence.put(key, after);
        boolean everListed = work.member().map(m -> m.listedAt().isPresent()).orElse(false);
        if (after.provesGone(everListed, tools.policy().limits().settle().base())) {
            return Optional.empty();
        }
        say(
                work,
                NodeReason.VPS_GONE_UNPROVEN,
                there ? "VPSie still lists the machine" : "VPSie never listed the machine; looking again");
        Duration poll = tools.policy().timeouts().poll();
        return Optional.of(new Result.Again(
                there ? poll.multipliedBy(1L << Math.min(after.attempts() - 1, MOST_DOUBLINGS)) : poll));
    }

    private void say(NodeWork work, NodeReason reason, String message) {
        work.became(children.status(
                work.child(),
                child -> Phases.enter(
                        child, Phase.DELETING, reason, message, tools.clock().now())));
    }
}
