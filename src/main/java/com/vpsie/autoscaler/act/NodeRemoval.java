package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.lifecycle.GoneEvidence;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.lifecycle.Removal;
import com.vpsie.autoscaler.core.lifecycle.RemovalStep;
import com.vpsie.autoscaler.core.lifecycle.RemovalView;
import com.vpsie.autoscaler.core.lifecycle.RemovalView.DrainView;
import com.vpsie.autoscaler.core.reason.NodeReason;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a VPSieNode that is being deleted to its end. */
final class NodeRemoval {
    private static final String DRAINED = "Drained";
    private static final int MOST_STEPS = 20;
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final Tools tools;
    private final Children children;
    private final Drainer drainer;
    private final MachineEnd ends;

    NodeRemoval(Tools tools, Children children, Drainer drainer, MachineEnd ends) {
        this.tools = tools;
        this.children = children;
        this.drainer = drainer;
        this.ends = ends;
    }

    /** The node is gone: nothing has to be remembered of it. */
    void forget(ChildKey key) {
        ends.forget(key);
    }

    /** One pass. */
    Result at(NodeWork work, ChildKey key) {
        if (awaitsImport(work)) {
            return new Result.Done();
        }
        Removal removal = new Removal(tools.policy().timeouts());
        for (int i = 0; i < MOST_STEPS; i++) {
            Optional<Node> node = node(work);
            Instant now = now();
            List<Pod> pods = podsToLeave(work, node);
            RemovalStep step = removal.next(view(work, key, node, pods), now);
            Optional<Result> end = perform(work, key, step, node, pods, now);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new Result.Again(tools.policy().timeouts().poll());
    }

    /** A node with a machine that its group's ledger does not hold yet is first taken over by the group's pass. */
    private static boolean awaitsImport(NodeWork work) {
        boolean unlisted = work.group().isPresent() && work.member().isEmpty();
        boolean done = work.child().getStatus().getDeletedAt() != null;
        boolean nothingBought = ChildCodec.operation(work.child()).isPresent()
                && ChildCodec.text(work.child().getSpec().getVpsieNodeIdentifier())
                        .isEmpty();
        return unlisted && !done && !nothingBought;
    }

    private RemovalView view(NodeWork work, ChildKey key, Optional<Node> node, List<Pod> pods) {
        VPSieNode child = work.child();
        GoneEvidence evidence = ends.evidence(key);
        boolean everListed = work.member().map(m -> m.listedAt().isPresent()).orElse(false);
        return new RemovalView(
                ChildCodec.phase(child),
                work.ownershipOfRemains(),
                work.member().isPresent(),
                node.isPresent() ? NodeWork.sight(node) : KubernetesSight.ABSENT,
                drain(child, node, pods),
                evidence.answeredAt().isPresent(),
                evidence.provesGone(everListed, tools.policy().limits().settle().base()),
                child.getStatus().getDeletedAt() != null);
    }

    private static DrainView drain(VPSieNode child, Optional<Node> node, List<Pod> pods) {
        Map<String, String> annotations = child.getMetadata().getAnnotations();
        Instant begun = Times.or(child.getStatus().getTerminatingAt(), Instant.EPOCH);
        Optional<Instant> failed = ChildCodec.condition(child, DRAINED)
                .filter(condition -> NodeReason.DRAIN_FAILED.code().equals(condition.getReason()))
                .map(Condition::getLastTransitionTime)
                .map(time -> Times.or(time, begun));
        return new DrainView(
                annotations != null && Names.TRUE.equals(annotations.get(Names.ANNOTATION_SKIP_DRAIN)),
                begun,
                failed,
                node.map(Drainer::cordonedByUs).orElse(false),
                pods.size());
    }

    private List<Pod> podsToLeave(NodeWork work, Optional<Node> node) {
        boolean draining = ChildCodec.phase(work.child()) == Phase.TERMINATING && node.isPresent();
        return draining && Drainer.cordonedByUs(node.get()) ? drainer.toLeave(node.get()) : List.of();
    }

    /**
     * The newest version, from the API server: a removal is rare, and must not act on a cache that lags behind its own
     * cordon. Nor must it take a node for absent that the cache has not seen yet: its pods would die with the machine, and
     * the node would stay for ever.
     */
    private Optional<Node> node(NodeWork work) {
        Optional<Node> cached = work.node(tools.sights());
        if (cached.isEmpty()) {
            return work.nodeName().flatMap(tools.objects()::getNode).filter(work::mayHave);
        }
        return tools.objects()
                .getNode(cached.get().getMetadata().getName())
                .filter(fresh -> fresh.getMetadata()
                        .getUid()
                        .equals(cached.get().getMetadata().getUid()));
    }

    private Optional<Result> perform(
            NodeWork work, ChildKey key, RemovalStep step, Optional<Node> node, List<Pod> pods, Instant now) {
        if (step instanceof RemovalStep.Enter enter) {
            NodeReason reason = enter.phase() == Phase.DELETING ? NodeReason.DELETING : NodeReason.TERMINATING;
            enter(work, enter.phase(), reason, "", now);
        } else if (step instanceof RemovalStep.Cordon) {
            drainer.cordon(node.orElseThrow(), now);
            tools.announcer().normal(work.child(), NodeReason.DRAINING.code(), "moving its pods away");
        } else if (step instanceof RemovalStep.Evict evict) {
            drainer.evict(pods);
            return again(evict.lookAgain(), now);
        } else if (step instanceof RemovalStep.GiveUpDrain) {
            giveUpDrain(work, node.orElseThrow(), pods, now);
        } else if (step instanceof RemovalStep.RestartDrain) {
            restartDrain(work, now);
        } else if (step instanceof RemovalStep.DeleteMachine) {
            return ends.delete(work, key);
        } else if (step instanceof RemovalStep.Look) {
            return ends.look(work, key);
        } else if (step instanceof RemovalStep.DeleteNodeObject) {
            Node gone = node.orElseThrow();
            tools.objects()
                    .deleteNode(gone.getMetadata().getName(), gone.getMetadata().getUid());
        } else {
            return performLast(work, step, now);
        }
        return Optional.empty();
    }

    private Optional<Result> performLast(NodeWork work, RemovalStep step, Instant now) {
        if (step instanceof RemovalStep.MarkGone) {
            work.became(children.status(work.child(), child -> {
                child.getStatus().setDeletedAt(Names.time(now));
                Phases.enter(child, Phase.DELETING, NodeReason.VPS_GONE, "its machine is gone", now);
            }));
            return Optional.empty();
        }
        if (step instanceof RemovalStep.ReleaseFinalizer) {
            children.release(work.child());
            return Optional.of(new Result.Done());
        }
        if (step instanceof RemovalStep.Wait wait) {
            enter(work, ChildCodec.phase(work.child()), wait.reason(), "", now);
            return wait.until().map(until -> again(until, now)).orElseGet(() -> Optional.of(new Result.Done()));
        }
        throw new IllegalStateException("unknown step " + step);
    }

    private void giveUpDrain(NodeWork work, Node node, List<Pod> pods, Instant now) {
        drainer.giveUp(node);
        String message =
                pods.size() + " pod(s) did not leave " + node.getMetadata().getName() + " within "
                        + tools.policy().timeouts().drain() + "; it is schedulable again";
        work.became(children.status(
                work.child(),
                child -> child.getStatus()
                        .setConditions(Conditions.with(
                                child.getStatus().getConditions(),
                                List.of(new Conditions.Saying(
                                        DRAINED, false, NodeReason.DRAIN_FAILED.code(), message, 0)),
                                now))));
        tools.announcer().warning(work.child(), NodeReason.DRAIN_FAILED.code(), message);
    }

    private void restartDrain(NodeWork work, Instant now) {
        work.became(children.status(work.child(), child -> {
            child.getStatus().setTerminatingAt(Names.time(now));
            List<Condition> others = child.getStatus().getConditions().stream()
                    .filter(condition -> !condition.getType().equals(DRAINED))
                    .toList();
            child.getStatus().setConditions(others);
        }));
    }

    private void enter(NodeWork work, Phase phase, NodeReason reason, String message, Instant now) {
        boolean entered = ChildCodec.phase(work.child()) != phase;
        work.became(children.status(work.child(), child -> Phases.enter(child, phase, reason, message, now)));
        if (entered) {
            tools.announcer().normal(work.child(), reason.code(), "now " + phase.code());
        }
    }

    private static Optional<Result> again(Instant at, Instant now) {
        Duration wait = Duration.between(now, at);
        return Optional.of(new Result.Again(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait));
    }

    private Instant now() {
        return tools.clock().now().truncatedTo(ChronoUnit.SECONDS);
    }
}
