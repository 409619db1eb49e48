package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.Decision.Action;
import com.vpsie.autoscaler.core.intent.Difference;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings the ledger up to what objects and lists show, before anything is decided from it. */
final class Bookkeeping {
    /** A sight of a machine is renewed in the ledger at most this often. */
    private static final Duration LISTED_EVERY = Duration.ofMinutes(10);

    private final Limits limits;

    Bookkeeping(Limits limits) {
        this.limits = limits;
    }

    /** The ledger with what another controller left in it; written together with the seal. */
    Ledger imported(GroupFacts facts) {
        Ledger next = facts.ledger();
        for (ChildView child : unlisted(facts)) {
            if (!isGhost(facts, child)) {
                String free = facts.claimedElsewhere().contains(child.identifier()) ? "" : child.identifier();
                next = next.importing(child.uid(), child.name(), free, facts.now());
            }
        }
        return next;
    }

    Optional<Step> next(GroupFacts facts) {
        Optional<ChildView> ghost = unlisted(facts).stream()
                .filter(child -> isGhost(facts, child) && !child.deleting())
                .findFirst();
        if (ghost.isPresent()) {
            String name = ghost.get().name();
            return Optional.of(new Step.RemoveChild(
                    name,
                    ghost.get().uid(),
                    decide(facts, Action.REMOVE, GroupReason.NODE_REMOVED, name + " stands in no ledger")));
        }
        Ledger imported = imported(facts);
        if (!imported.equals(facts.ledger())) {
            int count = imported.members().size() - facts.ledger().members().size();
            return store(facts, imported, Action.IMPORT, GroupReason.IMPORTED, count + " VPSieNode(s) taken over");
        }
        return bringUpToDate(facts).or(() -> missingChild(facts));
    }

    private Optional<Step> bringUpToDate(GroupFacts facts) {
        Ledger next = facts.ledger();
        List<String> notes = new ArrayList<>();
        GroupReason reason = GroupReason.RECONCILING;
        if (next.operation()
                .map(op -> !op.groupUid().equals(facts.group().uid()))
                .orElse(false)) {
            next = next.givenUp(facts.now());
            notes.add("an operation of another NodeGroup of this name is closed");
            reason = GroupReason.GIVEN_UP;
        }
        for (Member member : facts.ledger().members()) {
            next = followChild(facts, next, member, notes);
        }
        for (Member member : next.members()) {
            if (member.state() == MemberState.AWAITED
                    && !facts.now().isBefore(member.since().plus(limits.awaitedNode()))) {
                next = next.become(member.opId(), MemberState.FAILED, facts.now());
                notes.add("no machine appeared for " + member.vpsieNode() + " within " + limits.awaitedNode());
                reason = GroupReason.GIVEN_UP;
            }
        }
        next = followCloud(facts, next, notes);
        if (next.equals(facts.ledger())) {
            return Optional.empty();
        }
        String message = notes.isEmpty() ? "ledger follows what is seen" : String.join("; ", notes);
        return store(facts, next, Action.RESOLVE, reason, message);
    }

    private static Ledger followChild(GroupFacts facts, Ledger ledger, Member member, List<String> notes) {
        Optional<ChildView> child = facts.child(member.vpsieNode());
        if (child.isEmpty() || ledger.isUnresolved(member)) {
            return ledger;
        }
        if (child.get().gone()) {
            notes.add(member.vpsieNode() + " is gone");
            return ledger.drop(member.opId());
        }
        if (child.get().deleting() && member.hasMachine()) {
            return ledger.become(member.opId(), MemberState.DELETING, facts.now());
        }
        boolean alive = member.state() == MemberState.CLAIMED || member.state() == MemberState.AWAITED;
        if (child.get().phase() == Phase.FAILED && alive) {
            notes.add(member.vpsieNode() + " failed");
            return ledger.become(member.opId(), MemberState.FAILED, facts.now());
        }
        return ledger;
    }

    private static Ledger followCloud(GroupFacts facts, Ledger ledger, List<String> notes) {
        if (facts.cloud().isEmpty()) {
            return ledger;
        }
        CloudView cloud = facts.cloud().get();
        Ledger next = ledger.listed(cloud.identifiers(), facts.now(), LISTED_EVERY);
        if (next.operation().isPresent() || facts.group().vpsieGroup().isEmpty()) {
            return next;
        }
        Ledger sofar = next;
        Difference difference = Difference.between(
                cloud.machines(),
                facts.group().vpsieGroup().getAsLong(),
                cloud.groups(),
                id -> sofar.isClaimed(id) || facts.claimedElsewhere().contains(id),
                Set.of());
        if (!(difference instanceof Difference.Found found)) {
            return next;
        }
        List<Machine> free = new ArrayList<>(found.machines());
        List<Member> awaited = next.members().stream()
                .filter(member -> member.state() == MemberState.AWAITED)
                .sorted(Comparator.comparing(Member::since).thenComparing(Member::vpsieNode))
                .toList();
        for (Member member : awaited) {
            Optional<Machine> machine = bestFor(facts, member, free);
            if (machine.isPresent()) {
                free.remove(machine.get());
                next = next.claim(member.opId(), machine.get().identifier(), facts.now());
                notes.add(member.vpsieNode() + " is machine " + machine.get().identifier());
            }
        }
        return next;
    }

    /** The machine of the host name VPSie told, else the first one free. */
    private static Optional<Machine> bestFor(GroupFacts facts, Member member, List<Machine> free) {
        String hostname =
                facts.child(member.vpsieNode()).map(ChildView::hostname).orElse("");
        if (!hostname.isEmpty()) {
            return free.stream()
                    .filter(machine -> machine.hostname().equalsIgnoreCase(hostname))
                    .findFirst();
        }
        return free.stream().findFirst();
    }

    /** A member that owns something must have a VPSieNode; one that owns nothing goes with it. */
    private static Optional<Step> missingChild(GroupFacts facts) {
        for (Member member : facts.ledger().members()) {
            if (facts.child(member.vpsieNode()).isPresent()) {
                continue;
            }
            if (Counts.bought(facts.ledger(), member) || member.hasMachine()) {
                return Optional.of(new Step.EnsureChild(member));
            }
            return store(
                    facts,
                    facts.ledger().drop(member.opId()),
                    Action.RESOLVE,
                    GroupReason.RECONCILING,
                    member.vpsieNode() + " was never bought and is gone");
        }
        return Optional.empty();
    }

    private static List<ChildView> unlisted(GroupFacts facts) {
        return facts.children().stream()
                .filter(child -> facts.ledger().memberOf(child.name()).isEmpty())
                .filter(child -> !child.gone())
                .toList();
    }

    /**
     * A child that an old leader created after its intent had been closed by a newer one: it was never listed in the
     * sealed ledger when it came to be, so nothing was bought for it.
     */
    private static boolean isGhost(GroupFacts facts, ChildView child) {
        return facts.sealedBefore() && child.ofOurs() && child.identifier().isEmpty();
    }

    private static Optional<Step> store(
            GroupFacts facts, Ledger ledger, Action action, GroupReason reason, String message) {
        return Optional.of(new Step.Store(ledger, decide(facts, action, reason, message)));
    }

    private static Decision decide(GroupFacts facts, Action action, GroupReason reason, String message) {
        return new Decision(facts.now(), action, reason, message);
    }
}
