package com.vpsie.autoscaler.core.intent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a node group has asked the cloud for and what it owns; stored in the status of the NodeGroup, each transition by
 * compare-and-set. The argument for the rules is in {@code DESIGN.md}.
 *
 * <p>Invariants, checked on construction: at most one unresolved operation; ids, VPSieNode names and identifiers of
 * members appear once; the operation of a node has its member. Immutable. Transitions that the rules forbid throw
 * {@link IllegalStateException}; they are mistakes of the caller, never answers of the cloud.
 *
 * @param operation the unresolved one
 * @param members in order of entry
 */
public record Ledger(Optional<Operation> operation, List<Member> members) {
    /** Of a group that nothing was ever done for. */
    public static final Ledger EMPTY = new Ledger(Optional.empty(), List.of());

    /** @throws IllegalArgumentException when an invariant is broken */
    public Ledger {
        members = List.copyOf(members);
        unique("operation id", members.stream().map(Member::opId).toList());
        unique("VPSieNode", members.stream().map(Member::vpsieNode).toList());
        unique(
                "identifier",
                members.stream()
                        .map(Member::identifier)
                        .filter(identifier -> !identifier.isEmpty())
                        .toList());
        if (operation.isPresent() && operation.get().kind() == OperationKind.CREATE_NODE) {
            String id = operation.get().id();
            if (members.stream().noneMatch(member -> member.opId().equals(id))) {
                throw new IllegalArgumentException("operation " + id + " has no member");
            }
        }
    }

    private static void unique(String what, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException(what + " \"" + value + "\" appears twice in the ledger");
            }
        }
    }

    /** Stores an intent. For a node its member enters, or is the one that was requested before and not carried out. */
    public Ledger begin(Operation intent) {
        if (operation.isPresent()) {
            throw new IllegalStateException("operation " + operation.get().id() + " is unresolved");
        }
        if (intent.kind() != OperationKind.CREATE_NODE) {
            return new Ledger(Optional.of(intent), members);
        }
        Optional<Member> again = member(intent.id());
        if (again.isEmpty()) {
            Member fresh = new Member(
                    intent.id(), intent.target(), "", Optional.empty(), MemberState.REQUESTED, intent.startedAt());
            return new Ledger(Optional.of(intent), plus(fresh));
        }
        if (again.get().state() != MemberState.REQUESTED) {
            throw new IllegalStateException(
                    "member " + intent.id() + " is already " + again.get().state());
        }
        return new Ledger(Optional.of(intent), members);
    }

    /** Counts one more request of the unresolved operation, before it is sent. */
    public Ledger repeat(long token) {
        return new Ledger(Optional.of(unresolved().repeated(token)), members);
    }

    /**
     * Applies what is known after the request. An operation that was sent before, too, stays unresolved when the repeat
     * was not carried out: that says nothing of the request before it.
     */
    public Ledger answered(Answer answer, Instant now) {
        Operation op = unresolved();
        if (answer instanceof Answer.Identified identified) {
            if (isClaimed(identified.identifier())) {
                return closed(op, member -> member.become(MemberState.AWAITED, now));
            }
            return closed(op, member -> member.owning(identified.identifier(), Optional.empty(), now));
        }
        if (answer instanceof Answer.Accepted) {
            return closed(op, member -> member.become(MemberState.AWAITED, now));
        }
        if (answer instanceof Answer.NotDone notDone) {
            if (op.attempts() > 1) {
                return notDone.lasting() ? givenUp(now) : this;
            }
            return closed(op, member -> notDone.lasting() ? member.become(MemberState.FAILED, now) : member);
        }
        return this;
    }

    /** Closes the operation without a machine; its member fails. The request may still be carried out some day. */
    public Ledger givenUp(Instant now) {
        return closed(unresolved(), member -> member.become(MemberState.FAILED, now));
    }

    private Ledger closed(Operation op, UnaryOperator<Member> outcome) {
        return new Ledger(
                Optional.empty(),
                members.stream()
                        .map(member -> member.opId().equals(op.id()) ? outcome.apply(member) : member)
                        .toList());
    }

    /** A member without a machine takes one that VPSie lists. */
    public Ledger claim(String opId, String identifier, Instant now) {
        if (isClaimed(identifier)) {
            throw new IllegalStateException("machine " + identifier + " is already claimed");
        }
        return with(opId, member -> {
            if (member.hasMachine()) {
                throw new IllegalStateException("member " + opId + " already has machine " + member.identifier());
            }
            return member.owning(identifier, Optional.of(now), now);
        });
    }

    /** A machine that nobody claims enters as a member, instead of buying one. */
    public Ledger adopt(String opId, String vpsieNode, String identifier, Instant now) {
        if (operation.isPresent()) {
            throw new IllegalStateException(
                    "no adoption while operation " + operation.get().id() + " is unresolved");
        }
        if (isClaimed(identifier)) {
            throw new IllegalStateException("machine " + identifier + " is already claimed");
        }
        return new Ledger(
                operation, plus(new Member(opId, vpsieNode, identifier, Optional.of(now), MemberState.CLAIMED, now)));
    }

    /** A VPSieNode that another controller left enters: with its machine, or awaited. */
    public Ledger importing(String vpsieNodeUid, String vpsieNode, String identifier, Instant now) {
        boolean known = !identifier.isEmpty() && !isClaimed(identifier);
        Member imported = new Member(
                vpsieNodeUid,
                vpsieNode,
                known ? identifier : "",
                Optional.empty(),
                known ? MemberState.CLAIMED : MemberState.AWAITED,
                now);
        return new Ledger(operation, plus(imported));
    }

    /** Moves a member to a state that needs no machine: failed, or being deleted. */
    public Ledger become(String opId, MemberState state, Instant now) {
        return with(opId, member -> member.become(state, now));
    }

    /** The member's machine is gone, or it never got one. */
    public Ledger drop(String opId) {
        if (operation.isPresent() && operation.get().id().equals(opId)) {
            throw new IllegalStateException("operation " + opId + " is unresolved");
        }
        return new Ledger(
                operation,
                members.stream().filter(member -> !member.opId().equals(opId)).toList());
    }

    /** Closes an operation about the group itself. */
    public Ledger closeGroupOperation() {
        if (unresolved().kind() == OperationKind.CREATE_NODE) {
            throw new IllegalStateException("operation " + unresolved().id() + " is about a node");
        }
        return new Ledger(Optional.empty(), members);
    }

    /**
     * Notes what VPSie listed. A sight that is noted already is renewed only after {@code every}, so that looking does
     * not mean writing.
     */
    public Ledger listed(Set<String> identifiers, Instant now, Duration every) {
        List<Member> next = members.stream()
                .map(member -> identifiers.contains(member.identifier())
                                && member.listedAt()
                                        .map(at -> !now.isBefore(at.plus(every)))
                                        .orElse(true)
                        ? member.listed(now)
                        : member)
                .toList();
        return next.equals(members) ? this : new Ledger(operation, next);
    }

    /** True when a member owns this machine. */
    public boolean isClaimed(String identifier) {
        return members.stream().anyMatch(member -> member.identifier().equals(identifier));
    }

    /** By operation. */
    public Optional<Member> member(String opId) {
        return members.stream().filter(member -> member.opId().equals(opId)).findFirst();
    }

    /** By name of its VPSieNode. */
    public Optional<Member> memberOf(String vpsieNode) {
        return members.stream()
                .filter(member -> member.vpsieNode().equals(vpsieNode))
                .findFirst();
    }

    /** True while the answer to this member's request is unknown. */
    public boolean isUnresolved(Member member) {
        return operation.map(op -> op.id().equals(member.opId())).orElse(false);
    }

    private Operation unresolved() {
        return operation.orElseThrow(() -> new IllegalStateException("no operation is unresolved"));
    }

    private Ledger with(String opId, UnaryOperator<Member> change) {
        if (member(opId).isEmpty()) {
            throw new IllegalStateException("no member " + opId);
        }
        return new Ledger(
                operation,
                members.stream()
                        .map(member -> member.opId().equals(opId) ? change.apply(member) : member)
                        .toList());
    }

    private List<Member> plus(Member member) {
        List<Member> next = new ArrayList<>(members);
        next.add(member);
        return next;
    }
}
