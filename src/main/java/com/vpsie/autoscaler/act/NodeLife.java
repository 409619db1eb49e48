package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.Condition;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeResources;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.groupplan.CloudView;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.lifecycle.NextPhase;
import com.vpsie.autoscaler.core.lifecycle.NextPhase.Intent;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.KubernetesSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.MachineSight;
import com.vpsie.autoscaler.core.lifecycle.NodeObservation.Ownership;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.lifecycle.PhaseTable;
import com.vpsie.autoscaler.core.reason.NodeReason;
import com.vpsie.autoscaler.observe.QueueWorkers.Result;
import com.vpsie.autoscaler.vpsie.VpsieException;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Takes a living VPSieNode from phase to phase. */
final class NodeLife {
    /** As many phases as can follow one another at once, and some. */
    private static final int MOST_STEPS = 10;

    private final Tools tools;
    private final CloudLooks looks;
    private final Children children;
    private final NodeLabels labels;

    NodeLife(Tools tools, CloudLooks looks, Children children, NodeLabels labels) {
        this.tools = tools;
        this.looks = looks;
        this.children = children;
        this.labels = labels;
    }

    /** One pass. */
    Result at(NodeWork work) throws VpsieException {
        if (work.group().isEmpty() || work.member().isEmpty()) {
            // the group's pass imports it or takes it away
            return new Result.Done();
        }
        PhaseTable table = new PhaseTable(tools.policy().timeouts());
        ownedByUs(work);
        for (int i = 0; i < MOST_STEPS; i++) {
            Phase phase = ChildCodec.phase(work.child());
            Optional<Machine> machine = Optional.empty();
            MachineSight sight = MachineSight.NOT_LOOKED;
            if (needsLook(work, phase)) {
                machine = look(work);
                sight = machine.map(m -> m.running() ? MachineSight.RUNNING : MachineSight.STARTING)
                        .orElse(MachineSight.ABSENT);
            }
            machine.ifPresent(found -> note(work, found));
            Optional<Node> node = work.node(tools.sights());
            Instant now = now();
            NextPhase next = table.next(
                    phase, new NodeObservation(work.ownership(), sight, NodeWork.sight(node), since(work, phase)), now);
            carryOut(work, next, node, now);
            if (next.phase() == phase || next.intents().contains(Intent.DELETE_SELF)) {
                return next.lookAgain()
                        .<Result>map(at -> new Result.Again(positive(Duration.between(now, at))))
                        .orElseGet(Result.Done::new);
            }
        }
        return new Result.Again(tools.policy().timeouts().poll());
    }

    private boolean needsLook(NodeWork work, Phase phase) {
        if (work.ownership() != Ownership.CLAIMED) {
            return false;
        }
        boolean unknownHost = work.hostname().isEmpty();
        return switch (phase) {
            case PROVISIONING -> true;
            case PROVISIONED, JOINING -> unknownHost;
            case READY -> NodeWork.sight(work.node(tools.sights())) != KubernetesSight.READY;
            case PENDING, FAILED, TERMINATING, DELETING -> false;
        };
    }

    private Optional<Machine> look(NodeWork work) throws VpsieException {
        Duration notBefore =
                tools.clock().monotonic().minus(tools.policy().timeouts().poll().dividedBy(2));
        CloudView view = looks.at(work.clusterId(), notBefore);
        return NodeWork.machine(view.machines(), work.identifier());
    }

    /** Finalizer, labels and identifier as ours have them; an imported node may lack them. */
    private void ownedByUs(NodeWork work) {
        String group = work.group().orElseThrow().getMetadata().getName();
        work.became(children.object(work.child(), next -> {
            next.getMetadata()
                    .setFinalizers(Children.with(next.getMetadata().getFinalizers(), Names.FINALIZER_VPSIE_NODE));
            next.getMetadata().getLabels().put(Names.LABEL_MANAGED, Names.TRUE);
            next.getMetadata().getLabels().put(Names.LABEL_NODE_GROUP, group);
            if (!work.identifier().isEmpty()) {
                next.getSpec().setVpsieNodeIdentifier(work.identifier());
            }
        }));
    }

    /** What VPSie tells of the machine. */
    private void note(NodeWork work, Machine machine) {
        work.became(children.object(work.child(), next -> {
            if (!machine.hostname().isEmpty()) {
                next.getSpec().setNodeName(machine.hostname());
            }
            if (!machine.ip().isEmpty()) {
                next.getSpec().setIpAddress(machine.ip());
            }
        }));
        work.became(children.status(work.child(), next -> {
            next.getStatus().setVpsieStatus(machine.status());
            if (!machine.hostname().isEmpty()) {
                next.getStatus().setHostname(machine.hostname());
            }
            if (machine.cpu() > 0) {
                NodeResources resources = new NodeResources();
                resources.setCpu(machine.cpu());
                resources.setMemoryMB(machine.ramMb());
                resources.setDiskGB(machine.diskGb());
                next.getStatus().setResources(resources);
            }
        }));
    }

    private void carryOut(NodeWork work, NextPhase next, Optional<Node> node, Instant now) {
        Phase before = ChildCodec.phase(work.child());
        if (next.intents().contains(Intent.LABEL_NODE) && node.isPresent()) {
            labels.ensure(work, node.get());
        }
        String message = message(work, next);
        work.became(children.status(work.child(), child -> {
            node.ifPresent(n -> child.getStatus().setNodeName(n.getMetadata().getName()));
            if (next.reason() == NodeReason.JOINED && child.getStatus().getJoinedAt() == null) {
                child.getStatus().setJoinedAt(Names.time(now));
            }
            boolean says = next.phase() != before || next.phase() == Phase.READY || next.phase() == Phase.JOINING;
            if (says) {
                Phases.enter(child, next.phase(), next.reason(), message, now);
            }
        }));
        announce(work, before, next, message);
        if (next.intents().contains(Intent.DELETE_SELF)) {
            children.delete(work.child());
        }
    }

    private void announce(NodeWork work, Phase before, NextPhase next, String message) {
        VPSieNode child = work.child();
        if (next.phase() == Phase.FAILED && before != Phase.FAILED) {
            tools.announcer().warning(child, next.reason().code(), message);
        } else if (next.reason() == NodeReason.TTL_EXPIRED) {
            tools.announcer().normal(child, next.reason().code(), "a failed node is not kept any longer");
        } else if (next.phase() != before) {
            tools.announcer()
                    .normal(child, next.reason().code(), "now " + next.phase().code());
        }
    }

    private String message(NodeWork work, NextPhase next) {
        return switch (next.reason()) {
            case PROVISIONING_TIMEOUT ->
                "machine " + work.identifier() + " was not running within "
                        + tools.policy().timeouts().provision();
            case JOINING_TIMEOUT ->
                "node " + work.hostname() + " was not ready within "
                        + tools.policy().timeouts().ready();
            case MACHINE_LOST -> "neither VPSie nor Kubernetes shows machine " + work.identifier() + " any more";
            case GIVEN_UP -> "no machine appeared";
            case NODE_NOT_FOUND -> "Kubernetes has no node " + work.hostname();
            case PENDING,
                    PROVISIONING,
                    PROVISIONED,
                    JOINING,
                    JOINED,
                    READY,
                    NOT_READY,
                    TERMINATING,
                    DELETING,
                    FAILED,
                    VPSIE_API_ERROR,
                    CAPACITY_LIMIT_REACHED,
                    REQUEST_REFUSED,
                    DRAINING,
                    DRAINED,
                    DRAIN_FAILED,
                    NODE_DELETE_FAILED,
                    VPS_DELETE_FAILED,
                    VPS_GONE_UNPROVEN,
                    VPS_GONE,
                    TTL_EXPIRED -> "";
        };
    }

    /** A machine that was taken late, or taken over, is given its time from then on. */
    private static Instant since(NodeWork work, Phase phase) {
        Instant entered = entered(work.child(), phase);
        Instant taken = work.member().map(Member::since).orElse(entered);
        return phase != Phase.FAILED && taken.isAfter(entered) ? taken : entered;
    }

    private static Instant entered(VPSieNode child, Phase phase) {
        Instant created = Times.or(child.getMetadata().getCreationTimestamp(), Instant.EPOCH);
        return switch (phase) {
            case PROVISIONING -> Times.or(child.getStatus().getCreatedAt(), created);
            case JOINING -> Times.or(child.getStatus().getProvisionedAt(), created);
            case READY -> transition(child, Phases.NODE_READY, created);
            case FAILED -> transition(child, ChildCodec.ERROR, created);
            case PENDING, PROVISIONED, TERMINATING, DELETING -> created;
        };
    }

    private static Instant transition(VPSieNode child, String condition, Instant other) {
        return ChildCodec.condition(child, condition)
                .map(Condition::getLastTransitionTime)
                .map(time -> Times.or(time, other))
                .orElse(other);
    }

    private Instant now() {
        return tools.clock().now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration positive(Duration wish) {
        return wish.compareTo(Duration.ofMillis(200)) < 0 ? Duration.ofMillis(200) : wish;
    }
}
