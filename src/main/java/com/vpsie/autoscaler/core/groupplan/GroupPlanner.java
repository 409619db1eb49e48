package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node group needs next: a function of what is known. It answers with one step, and is asked again after that step
 * was done, with fresh facts; so a leader that dies between two steps leaves nothing that its successor would have to
 * guess. The order of the rules is the order of the code: seal, books, thaw, farewell, finalizer, refusals, unresolved
 * operation, VPSie group, number of nodes.
 *
 * <p>Stateless but for its limits, thread-safe.
 */
public final class GroupPlanner {
    private final Limits limits;
    private final Bookkeeping bookkeeping;
    private final Resolver resolver;
    private final Sizing sizing;
    private final Farewell farewell;

    /** With these limits. */
    public GroupPlanner(Limits limits) {
        this.limits = limits;
        this.bookkeeping = new Bookkeeping(limits);
        this.resolver = new Resolver(limits);
        this.sizing = new Sizing(limits);
        this.farewell = new Farewell(limits, sizing);
    }

    /** The next step; {@link Step.Rest} and {@link Step.Ignore} end a pass. */
    public Step next(GroupFacts facts) {
        GroupView group = facts.group();
        // what is being deleted is finished even without the label, else it could never go
        boolean ours = group.deleting() ? group.finalizer() : group.managed();
        if (!ours) {
            return new Step.Ignore();
        }
        if (!facts.sealed()) {
            return new Step.Seal(bookkeeping.imported(facts));
        }
        Optional<Step> books = bookkeeping.next(facts);
        if (books.isPresent()) {
            return books.get();
        }
        if (group.thawing() || closesFrozenPurchase(facts)) {
            return resolver.thaw(facts);
        }
        Optional<Operation> unresolved = facts.ledger().operation();
        if (group.deleting()) {
            return unresolved.map(op -> resolver.next(facts, op)).orElseGet(() -> farewell.next(facts));
        }
        if (!group.finalizer()) {
            return new Step.AddFinalizer();
        }
        return refusal(facts)
                .or(() -> unresolved.map(op -> resolver.next(facts, op)))
                .or(() -> vpsieGroup(facts))
                .orElseGet(() -> sizing.next(facts));
    }

    /** A group that is being deleted wants no node any more, so what is frozen about one is closed. */
    private static boolean closesFrozenPurchase(GroupFacts facts) {
        return facts.group().deleting()
                && facts.group().frozen()
                && facts.ledger()
                        .operation()
                        .map(op -> op.kind() != OperationKind.DELETE_GROUP)
                        .orElse(false);
    }

    private Optional<Step> refusal(GroupFacts facts) {
        GroupView group = facts.group();
        if (!group.problems().isEmpty()) {
            return rest(facts, GroupReason.VALIDATION_FAILED, String.join("; ", group.problems()), Optional.empty());
        }
        return facts.rival()
                .flatMap(rival -> rest(
                        facts,
                        GroupReason.VPSIE_GROUP_TAKEN,
                        "the older NodeGroup " + rival + " has VPSie group \"" + group.name() + "\" of cluster "
                                + group.clusterId(),
                        Optional.of(limits.backoffMax())));
    }

    private Optional<Step> vpsieGroup(GroupFacts facts) {
        GroupView group = facts.group();
        if (group.vpsieGroup().isPresent()) {
            return Optional.empty();
        }
        Duration notBefore = facts.notBefore(limits.lookAge());
        if (facts.notSeenSince(notBefore)) {
            return Optional.of(new Step.Look(notBefore));
        }
        List<CloudGroup> ofName = facts.cloud().orElseThrow().groups().stream()
                .filter(g -> g.name().equals(group.name()))
                .toList();
        if (ofName.size() > 1) {
            return rest(
                    facts,
                    GroupReason.VPSIE_GROUP_UNCLEAR,
                    "VPSie lists " + ofName.size() + " groups of this name",
                    Optional.of(limits.backoffMax()));
        }
        if (ofName.size() == 1) {
            long id = ofName.get(0).id();
            return Optional.of(new Step.UseGroup(
                    id,
                    group.createdByUs(),
                    decide(facts, Action.ADOPT_GROUP, GroupReason.ADOPTED, "VPSie group " + id + " has this name")));
        }
        if (group.createdByUs()) {
            return rest(
                    facts,
                    GroupReason.AWAITING_VPSIE,
                    "VPSie has created the group and does not list it yet",
                    Optional.of(limits.poll()));
        }
        if (group.sizeId() <= 0) {
            return rest(
                    facts,
                    GroupReason.VALIDATION_FAILED,
                    "kubeSizeID must be set to create a VPSie group",
                    Optional.empty());
        }
        return Optional.of(new Step.Begin(
                OperationKind.CREATE_GROUP,
                group.name(),
                Optional.empty(),
                decide(facts, Action.CREATE_GROUP, GroupReason.SCALING_UP, "VPSie has no group of this name")));
    }

    private static Optional<Step> rest(GroupFacts facts, GroupReason reason, String message, Optional<Duration> after) {
        return Optional.of(new Step.Rest(reason, message, after.map(facts.now()::plus)));
    }

    private static Decision decide(GroupFacts facts, Action action, GroupReason reason, String message) {
        return new Decision(facts.now(), action, reason, message);
    }
}
