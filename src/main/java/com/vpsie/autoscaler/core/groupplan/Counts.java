package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.MemberState;
import com.vpsie.autoscaler.core.lifecycle.Phase;

/**
 * The numbers of a node group; all are read from the ledger.
 *
 * @param counted members that are, or are about to be, capacity
 * @param occupied members that have, or may have, a machine that is paid for
 * @param ready counted members whose node is ready
 * @param awaited members whose machine is not known yet
 * @param unlisted members whose machine is known and was never seen in a list
 */
public record Counts(int counted, int occupied, int ready, int awaited, int unlisted) {
    /** Counts a group. */
    public static Counts of(GroupFacts facts) {
        int counted = 0;
        int occupied = 0;
        int ready = 0;
        int awaited = 0;
        int unlisted = 0;
        for (Member member : facts.ledger().members()) {
            boolean deleting = deleting(facts, member);
            boolean bought = bought(facts.ledger(), member);
            if (bought || member.hasMachine()) {
                occupied++;
            }
            if (bought && !deleting) {
                counted++;
                ready += is(facts, member, Phase.READY) ? 1 : 0;
            }
            if (bought && !member.hasMachine() && !facts.ledger().isUnresolved(member)) {
                awaited++;
            }
            if (member.hasMachine() && member.listedAt().isEmpty() && member.state() != MemberState.FAILED) {
                unlisted++;
            }
        }
        return new Counts(counted, occupied, ready, awaited, unlisted);
    }

    /** True for a member that a request stands behind and that is not given up. */
    static boolean bought(Ledger ledger, Member member) {
        return switch (member.state()) {
            case AWAITED, CLAIMED -> true;
            case REQUESTED -> ledger.isUnresolved(member);
            case DELETING, FAILED -> false;
        };
    }

    static boolean deleting(GroupFacts facts, Member member) {
        return member.state() == MemberState.DELETING
                || facts.child(member.vpsieNode()).map(ChildView::deleting).orElse(false);
    }

    static boolean is(GroupFacts facts, Member member, Phase phase) {
        return facts.child(member.vpsieNode())
                .map(child -> child.phase() == phase)
                .orElse(false);
    }
}
