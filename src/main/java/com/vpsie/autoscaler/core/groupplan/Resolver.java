package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.intent.CloudGroup;
import com.vpsie.autoscaler.core.intent.Difference;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.Sighting;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.util.Optional;

/** What to do about an operation whose answer is unknown: wait, look, then take what is new, repeat, or freeze. */
final class Resolver {
    private final Limits limits;

    Resolver(Limits limits) {
        this.limits = limits;
    }

    Step next(GroupFacts facts, Operation op) {
        Sighting sight = facts.sight().filter(s -> s.covers(op)).orElseGet(() -> Sighting.of(op, facts.monotonicNow()));
        Duration settled = sight.settledAt(limits.settle());
        boolean frozen = facts.group().frozen();
        if (!frozen && facts.monotonicNow().compareTo(settled) < 0) {
            Duration left = settled.minus(facts.monotonicNow());
            return new Step.Rest(
                    GroupReason.RESOLVING,
                    "the answer to " + op.kind().code() + " " + op.target() + " (request " + op.attempts()
                            + ") is unknown; looking again when the settle window is over",
                    Optional.of(facts.now().plus(left)));
        }
        Duration notBefore = frozen ? facts.monotonicNow().minus(limits.poll()) : settled;
        if (facts.notSeenSince(notBefore)) {
            return new Step.Look(notBefore);
        }
        CloudView cloud = facts.cloud().orElseThrow();
        return switch (op.kind()) {
            case CREATE_NODE -> node(facts, op, cloud, settled);
            case CREATE_GROUP -> createdGroup(facts, op, cloud);
            case DELETE_GROUP -> deletedGroup(facts, op, cloud);
        };
    }

    /** What a person asked for: close what is unresolved, after taking what is there. */
    Step thaw(GroupFacts facts) {
        if (facts.ledger().operation().isEmpty()) {
            return new Step.Thaw(facts.ledger(), thawed(facts, "going on"));
        }
        Duration notBefore = facts.notBefore(limits.lookAge());
        if (facts.notSeenSince(notBefore)) {
            return new Step.Look(notBefore);
        }
        Operation op = facts.ledger().operation().get();
        CloudView cloud = facts.cloud().orElseThrow();
        return switch (op.kind()) {
            case CREATE_NODE -> {
                Optional<String> found = firstNew(facts, op, cloud);
                Ledger next = found.map(id -> facts.ledger().answered(new Answer.Identified(id), facts.now()))
                        .orElseGet(() -> facts.ledger().givenUp(facts.now()));
                yield new Step.Thaw(
                        next,
                        thawed(
                                facts,
                                found.map(id -> "machine " + id + " is taken").orElse("nothing had appeared")));
            }
            case CREATE_GROUP ->
                ofName(cloud, op.target())
                        .<Step>map(group -> useGroup(facts, group))
                        .orElseGet(
                                () -> new Step.Thaw(facts.ledger().closeGroupOperation(), thawed(facts, "going on")));
            case DELETE_GROUP -> new Step.Thaw(facts.ledger().closeGroupOperation(), thawed(facts, "going on"));
        };
    }

    private Step node(GroupFacts facts, Operation op, CloudView cloud, Duration settled) {
        Optional<String> found = firstNew(facts, op, cloud);
        if (found.isPresent()) {
            Ledger next = facts.ledger().answered(new Answer.Identified(found.get()), facts.now());
            Decision decision =
                    decide(facts, Action.RESOLVE, GroupReason.ADOPTED, "machine " + found.get() + " is " + op.target());
            return facts.group().frozen() ? new Step.Thaw(next, decision) : new Step.Store(next, decision);
        }
        if (facts.group().frozen()) {
            return frozen(op);
        }
        if (noLongerWanted(facts, op)) {
            return new Step.Store(
                    facts.ledger().givenUp(facts.now()),
                    decide(
                            facts,
                            Action.GIVE_UP,
                            GroupReason.GIVEN_UP,
                            "no machine appeared for " + op.target() + " and none is wanted any more"));
        }
        if (difference(facts, op, cloud) instanceof Difference.Doubtful doubtful) {
            return doubtful(facts, op, doubtful, settled);
        }
        if (limits.settle().exhausted(op.attempts())) {
            return freeze(facts, op);
        }
        if (facts.budget() <= 0) {
            return new Step.Rest(
                    GroupReason.SPEND_CAP_REACHED,
                    "a cap on creations is reached",
                    Optional.of(facts.now().plus(limits.backoffMax())));
        }
        return repeat(facts, op);
    }

    private Step doubtful(GroupFacts facts, Operation op, Difference.Doubtful doubtful, Duration settled) {
        String message = "cannot tell whether a machine that appeared is " + op.target() + ": "
                + doubtful.machines().get(0).hostname() + " "
                + doubtful.machines().get(0).identifier();
        Duration patience = settled.plus(limits.settle().after(op.attempts()));
        if (facts.monotonicNow().compareTo(patience) >= 0) {
            return new Step.Freeze(decide(facts, Action.FREEZE, GroupReason.MACHINE_UNCLEAR, message));
        }
        return new Step.Rest(
                GroupReason.MACHINE_UNCLEAR, message, Optional.of(facts.now().plus(limits.poll())));
    }

    private static boolean noLongerWanted(GroupFacts facts, Operation op) {
        Optional<Member> member = facts.ledger().member(op.id());
        boolean childLeaves = member.map(m -> Counts.deleting(facts, m)).orElse(true);
        return facts.group().deleting()
                || facts.group().vpsieGroup().isEmpty()
                || childLeaves
                || Counts.of(facts).counted() > facts.group().boundedDesired();
    }

    private Step createdGroup(GroupFacts facts, Operation op, CloudView cloud) {
        Optional<CloudGroup> found = ofName(cloud, op.target());
        if (found.isPresent()) {
            return useGroup(facts, found.get());
        }
        if (facts.group().frozen()) {
            return frozen(op);
        }
        if (facts.group().deleting()) {
            return new Step.Store(
                    facts.ledger().closeGroupOperation(),
                    decide(facts, Action.GIVE_UP, GroupReason.GIVEN_UP, "no VPSie group appeared"));
        }
        return limits.settle().exhausted(op.attempts()) ? freeze(facts, op) : repeat(facts, op);
    }

    private Step deletedGroup(GroupFacts facts, Operation op, CloudView cloud) {
        boolean listed = cloud.groups().stream()
                .anyMatch(group -> Long.toString(group.id()).equals(op.target()));
        if (!listed) {
            return new Step.Store(
                    facts.ledger().closeGroupOperation(),
                    decide(facts, Action.RESOLVE, GroupReason.DELETING, "VPSie group " + op.target() + " is gone"));
        }
        if (facts.group().frozen()) {
            return frozen(op);
        }
        return limits.settle().exhausted(op.attempts()) ? freeze(facts, op) : repeat(facts, op);
    }

    private static Optional<String> firstNew(GroupFacts facts, Operation op, CloudView cloud) {
        return difference(facts, op, cloud) instanceof Difference.Found found
                ? Optional.of(found.machines().get(0).identifier())
                : Optional.empty();
    }

    private static Difference difference(GroupFacts facts, Operation op, CloudView cloud) {
        if (facts.group().vpsieGroup().isEmpty()) {
            return new Difference.Nothing();
        }
        return Difference.between(
                cloud.machines(), facts.group().vpsieGroup().getAsLong(), cloud.groups(), facts::claimed, op.known());
    }

    private static Optional<CloudGroup> ofName(CloudView cloud, String name) {
        return cloud.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    private static Step useGroup(GroupFacts facts, CloudGroup group) {
        return new Step.UseGroup(
                group.id(),
                true,
                decide(
                        facts,
                        Action.RESOLVE,
                        GroupReason.VPSIE_NODE_GROUP_CREATED,
                        "VPSie group " + group.id() + " was created"));
    }

    private static Step repeat(GroupFacts facts, Operation op) {
        return new Step.Repeat(
                op,
                decide(
                        facts,
                        Action.REPEAT,
                        GroupReason.RESOLVING,
                        "nothing new appeared after request " + op.attempts() + " of "
                                + op.kind().code() + " " + op.target()));
    }

    private static Step freeze(GroupFacts facts, Operation op) {
        return new Step.Freeze(decide(
                facts,
                Action.FREEZE,
                GroupReason.FROZEN,
                op.kind().code() + " " + op.target() + " was requested " + op.attempts()
                        + " times without a trustworthy answer and nothing appeared; change the spec or set the annotation"
                        + " autoscaler.vpsie.com/retry"));
    }

    private static Step frozen(Operation op) {
        return new Step.Rest(
                GroupReason.FROZEN,
                op.kind().code() + " " + op.target() + " waits for a change of the spec or the annotation"
                        + " autoscaler.vpsie.com/retry",
                Optional.empty());
    }

    private static Decision thawed(GroupFacts facts, String how) {
        return decide(facts, Action.THAW, GroupReason.THAWED, "asked to go on: " + how);
    }

    private static Decision decide(GroupFacts facts, Action action, GroupReason reason, String message) {
        return new Decision(facts.now(), action, reason, message);
    }
}
