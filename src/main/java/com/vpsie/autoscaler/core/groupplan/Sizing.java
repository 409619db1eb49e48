package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Difference;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings the number of nodes to the desired one, one node at a time; asked only while no operation is unresolved. */
final class Sizing {
    private final Limits limits;

    Sizing(Limits limits) {
        this.limits = limits;
    }

    Step next(GroupFacts facts) {
        Counts counts = Counts.of(facts);
        int desired = facts.group().boundedDesired();
        if (counts.counted() < desired) {
            return grow(facts, counts, desired);
        }
        Optional<Member> surplus = counts.counted() > desired ? firstToGo(facts) : neverBought(facts);
        if (surplus.isPresent()) {
            ChildView child = facts.child(surplus.get().vpsieNode()).orElseThrow();
            return new Step.RemoveChild(
                    child.name(),
                    child.uid(),
                    decide(
                            facts,
                            Action.REMOVE,
                            GroupReason.SCALING_DOWN,
                            counts.counted() + " nodes, " + desired + " desired: removing " + child.name()));
        }
        return rest(facts, counts);
    }

    /** Waiting for machines to show themselves means looking at VPSie now and then. */
    Step rest(GroupFacts facts, Counts counts) {
        if (counts.awaited() + counts.unlisted() == 0) {
            return new Step.Rest(GroupReason.NONE, "", Optional.empty());
        }
        Duration notBefore = facts.monotonicNow().minus(limits.poll());
        if (facts.notSeenSince(notBefore)) {
            return new Step.Look(notBefore);
        }
        return new Step.Rest(
                GroupReason.AWAITING_VPSIE,
                "VPSie has not listed " + (counts.awaited() + counts.unlisted()) + " node(s) that were bought",
                Optional.of(facts.now().plus(limits.poll())));
    }

    private Step grow(GroupFacts facts, Counts counts, int desired) {
        if (counts.occupied() >= facts.group().max()) {
            return makeRoom(facts);
        }
        Optional<Instant> pause = backoffEnd(facts);
        if (pause.isPresent()) {
            return new Step.Rest(
                    GroupReason.BACKING_OFF, "nodes of this group failed; buying again after " + pause.get(), pause);
        }
        Duration notBefore = facts.notBefore(limits.lookAge());
        if (facts.notSeenSince(notBefore)) {
            return new Step.Look(notBefore);
        }
        CloudView cloud = facts.cloud().orElseThrow();
        long groupId = facts.group().vpsieGroup().orElseThrow();
        if (cloud.groups().stream().map(CloudGroup::id).noneMatch(id -> id == groupId)) {
            return new Step.Rest(
                    GroupReason.VPSIE_GROUP_UNCLEAR,
                    "VPSie no longer lists group " + groupId + " of this cluster",
                    Optional.of(facts.now().plus(limits.backoff())));
        }
        Difference unclaimed = Difference.between(cloud.machines(), groupId, cloud.groups(), facts::claimed, Set.of());
        String wish = counts.counted() + " nodes, " + desired + " desired: ";
        if (unclaimed instanceof Difference.Found found) {
            String machine = found.machines().get(0).identifier();
            return new Step.Adopt(
                    found.machines().get(0),
                    decide(facts, Action.ADOPT, GroupReason.ADOPTED, wish + "taking unclaimed machine " + machine));
        }
        if (facts.budget() <= 0) {
            return new Step.Rest(
                    GroupReason.SPEND_CAP_REACHED,
                    "a cap on creations is reached",
                    Optional.of(facts.now().plus(limits.backoffMax())));
        }
        return new Step.Begin(
                OperationKind.CREATE_NODE,
                "",
                neverBought(facts),
                decide(facts, Action.BUY, GroupReason.SCALING_UP, wish + "buying one"));
    }

    /** A failed machine that is kept for people to look at must not keep the group below what is asked for. */
    private Step makeRoom(GroupFacts facts) {
        Optional<Member> failed = facts.ledger().members().stream()
                .filter(member -> member.state() == MemberState.FAILED && member.hasMachine())
                .filter(member -> !Counts.deleting(facts, member))
                .min(Comparator.comparing(Member::since));
        if (failed.isPresent()) {
            ChildView child = facts.child(failed.get().vpsieNode()).orElseThrow();
            return new Step.RemoveChild(
                    child.name(),
                    child.uid(),
                    decide(
                            facts,
                            Action.REMOVE,
                            GroupReason.NODE_PROVISIONING_FAILED,
                            "failed " + child.name() + " makes room for another"));
        }
        return new Step.Rest(
                GroupReason.AT_MAXIMUM_CAPACITY,
                "as many machines as the maximum allows exist; waiting for those that leave",
                Optional.empty());
    }

    private Optional<Instant> backoffEnd(GroupFacts facts) {
        List<Instant> failures = facts.children().stream()
                .filter(child -> child.phase() == Phase.FAILED && !child.deleting())
                .map(ChildView::phaseSince)
                .sorted()
                .toList();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        Duration pause = limits.backoff().multipliedBy(1L << Math.min(failures.size() - 1, 16));
        Duration bounded = pause.compareTo(limits.backoffMax()) < 0 ? pause : limits.backoffMax();
        Instant end = failures.get(failures.size() - 1).plus(bounded);
        return facts.now().isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    /** Requested, certainly not carried out, and its VPSieNode is still there to be used. */
    private static Optional<Member> neverBought(GroupFacts facts) {
        return facts.ledger().members().stream()
                .filter(member -> member.state() == MemberState.REQUESTED)
                .filter(member -> !facts.ledger().isUnresolved(member) && !Counts.deleting(facts, member))
                .findFirst();
    }

    /** Not ready first, then the newest. */
    private static Optional<Member> firstToGo(GroupFacts facts) {
        return neverBought(facts)
                .or(() -> facts.ledger().members().stream()
                        .filter(member -> Counts.bought(facts.ledger(), member) && !Counts.deleting(facts, member))
                        .min(Comparator.comparing((Member member) -> Counts.is(facts, member, Phase.READY))
                                .thenComparing(member -> createdAt(facts, member), Comparator.reverseOrder())
                                .thenComparing(Member::vpsieNode)));
    }

    private static Instant createdAt(GroupFacts facts, Member member) {
        return facts.child(member.vpsieNode()).map(ChildView::createdAt).orElse(Instant.EPOCH);
    }

    private static Decision decide(GroupFacts facts, Action action, GroupReason reason, String message) {
        return new Decision(facts.now(), action, reason, message);
    }
}
