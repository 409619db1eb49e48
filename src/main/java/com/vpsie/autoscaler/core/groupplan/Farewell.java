package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.GroupMembership;
import com.vpsie.autoscaler.core.intent.GroupMembership.Belongs;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The way out of a node group: its nodes, then the VPSie group if it is ours and empty, then the finalizer. */
final class Farewell {
    private final Limits limits;
    private final Sizing sizing;

    Farewell(Limits limits, Sizing sizing) {
        this.limits = limits;
        this.sizing = sizing;
    }

    /** The next step; asked only while no operation is unresolved. */
    Step next(GroupFacts facts) {
        Optional<ChildView> child =
                facts.children().stream().filter(c -> !c.deleting()).findFirst();
        if (child.isPresent()) {
            return new Step.RemoveChild(
                    child.get().name(),
                    child.get().uid(),
                    decide(
                            facts,
                            Action.REMOVE,
                            "the group is being deleted: removing "
                                    + child.get().name()));
        }
        if (!facts.children().isEmpty() || !facts.ledger().members().isEmpty()) {
            Step rest = sizing.rest(facts, Counts.of(facts));
            return rest instanceof Step.Look
                    ? rest
                    : new Step.Rest(
                            GroupReason.DELETING,
                            "waiting for " + facts.children().size() + " VPSieNode(s) to go",
                            rest instanceof Step.Rest r ? r.until() : Optional.empty());
        }
        if (!facts.group().createdByUs() || facts.rival().isPresent()) {
            return release(facts, "nothing of the group is left");
        }
        return vpsieGroup(facts);
    }

    private Step vpsieGroup(GroupFacts facts) {
        Duration notBefore = facts.notBefore(limits.lookAge());
        if (facts.notSeenSince(notBefore)) {
            return new Step.Look(notBefore);
        }
        CloudView cloud = facts.cloud().orElseThrow();
        Optional<CloudGroup> group = ownGroup(facts, cloud);
        if (group.isEmpty()) {
            return release(facts, "nothing of the group is left, at VPSie neither");
        }
        long id = group.get().id();
        List<String> left = cloud.machines().stream()
                .filter(machine -> GroupMembership.of(machine, id, cloud.groups()) == Belongs.YES)
                .map(machine -> machine.hostname() + " " + machine.identifier())
                .toList();
        if (!left.isEmpty() || group.get().nodesCount() > 0) {
            String which = left.isEmpty() ? "" : ": " + String.join(", ", left);
            return new Step.Rest(
                    GroupReason.VPSIE_GROUP_NOT_EMPTY,
                    "VPSie group " + id + " holds "
                            + Math.max(left.size(), group.get().nodesCount()) + " machine(s) that no VPSieNode claims"
                            + which,
                    Optional.of(facts.now().plus(limits.backoff())));
        }
        return new Step.Begin(
                OperationKind.DELETE_GROUP,
                Long.toString(id),
                Optional.empty(),
                decide(
                        facts,
                        Action.DELETE_GROUP,
                        "deleting VPSie group " + id + ", which we created and which is empty"));
    }

    /** By number; by name only when the answer to its creation was lost before the number was seen. */
    private static Optional<CloudGroup> ownGroup(GroupFacts facts, CloudView cloud) {
        OptionalLong known = facts.group().vpsieGroup();
        return cloud.groups().stream()
                .filter(group -> known.isPresent()
                        ? group.id() == known.getAsLong()
                        : group.name().equals(facts.group().name()))
                .findFirst();
    }

    private static Step release(GroupFacts facts, String message) {
        return new Step.ReleaseFinalizer(decide(facts, Action.DELETE_GROUP, message));
    }

    private static Decision decide(GroupFacts facts, Action action, String message) {
        return new Decision(facts.now(), action, GroupReason.DELETING, message);
    }
}
