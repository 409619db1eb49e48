package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.NodeReason;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.vpsie.Outcome;
import com.vpsie.autoscaler.vpsie.VpsieErrorCode;
import com.vpsie.autoscaler.vpsie.VpsieWriter;
import com.vpsie.autoscaler.vpsie.VpsieWriter.AddedNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends the request of an operation that is stored already, and settles its answer. The order is the whole point: the
 * intent is in the status before the request leaves, a renewal of the Lease is committed between the two, and the gate is
 * asked in the last step by the writer itself.
 */
final class Purchases {
    private final Tools tools;
    private final Children children;
    private final VpsieWriter writer;
    private final CloudLooks looks;

    Purchases(Tools tools, Children children, VpsieWriter writer, CloudLooks looks) {
        this.tools = tools;
        this.children = children;
        this.writer = writer;
        this.looks = looks;
    }

    /**
     * What came of a request, besides the ledger.
     *
     * @param problem why it was not carried out; empty when it was, or when nobody knows
     */
    record Result(Answer answer, Optional<Problem> problem) {}

    /** A refusal. */
    record Problem(VpsieErrorCode code, String message, Optional<Duration> retryAfter) {}

    /** Sends the unresolved operation of the group once. */
    Result send(GroupWork work, Operation op) {
        return switch (op.kind()) {
            case CREATE_NODE -> sendNode(work, op);
            case CREATE_GROUP ->
                sendGroup(
                        work,
                        op,
                        term -> writer.createGroup(
                                term,
                                work.clusterId(),
                                op.target(),
                                GroupCodec.view(work.group()).sizeId()));
            case DELETE_GROUP ->
                sendGroup(work, op, term -> writer.deleteGroup(term, work.clusterId(), Long.parseLong(op.target())));
        };
    }

    private Result sendNode(GroupWork work, Operation op) {
        Member member = work.ledger().member(op.id()).orElseThrow();
        VPSieNode child = children.ensure(work.group(), member);
        child = children.statusOfLatest(child, this::provisioning);
        work.acting().countCreation();
        long group = GroupCodec.view(work.group()).vpsieGroup().orElseThrow();
        Outcome<AddedNode> outcome = gated(work, op, term -> writer.addNode(term, work.clusterId(), group));
        Answer answer = Answers.ofNode(outcome);
        settle(work, op, answer);
        if (outcome instanceof Outcome.Done<AddedNode> done) {
            remember(child, done.value());
        }
        Optional<Problem> problem = problem(outcome);
        if (answer instanceof Answer.NotDone notDone && notDone.lasting() && problem.isPresent()) {
            NodeReason reason = Answers.nodeReason(problem.get().code());
            children.statusOfLatest(
                    child,
                    next -> Phases.enter(
                            next,
                            Phase.FAILED,
                            reason,
                            problem.get().message(),
                            tools.clock().now()));
        }
        return new Result(answer, problem);
    }

    private void provisioning(VPSieNode child) {
        if (ChildCodec.phase(child) == Phase.PENDING) {
            Phases.enter(
                    child,
                    Phase.PROVISIONING,
                    NodeReason.PROVISIONING,
                    "asking VPSie",
                    tools.clock().now());
        }
    }

    /** The host name helps to tell the machine when it is listed. */
    private void remember(VPSieNode child, AddedNode added) {
        added.hostname()
                .filter(hostname -> !hostname.isBlank())
                .ifPresent(hostname ->
                        children.statusOfLatest(child, next -> next.getStatus().setHostname(hostname)));
    }

    private Result sendGroup(GroupWork work, Operation op, Function<Term, Outcome<Boolean>> request) {
        Outcome<Boolean> outcome = gated(work, op, request);
        Answer answer = Answers.ofGroup(outcome);
        settle(work, op, answer);
        return new Result(answer, problem(outcome));
    }

    /** A refusal of the gate means that nothing was sent; that is an answer, too, and is settled before it goes on. */
    private <T> Outcome<T> gated(GroupWork work, Operation op, Function<Term, Outcome<T>> request) {
        Term term = work.acting().term();
        try {
            term.ensureFresh();
            return request.apply(term);
        } catch (NotLeaderException e) {
            settle(work, op, new Answer.NotDone(false));
            throw e;
        } finally {
            work.unsee();
            looks.forget(work.clusterId());
        }
    }

    /** Stores what an answer means; kept in memory until it is stored. */
    void settle(GroupWork work, Operation op, Answer answer) {
        ActingTerm acting = work.acting();
        if (answer instanceof Answer.Unknown) {
            acting.restartSight(work.uid(), op, tools.clock().monotonic());
            return;
        }
        acting.remember(work.uid(), op, answer);
        work.became(tools.statuses().settle(acting, work.group(), status -> settled(status, op, answer)));
        acting.forget(work.uid());
        // not carried out, yet unresolved: an earlier request of it is still unknown
        acting.restartSight(work.uid(), op, tools.clock().monotonic());
    }

    private Optional<NodeGroupStatus> settled(NodeGroupStatus status, Operation op, Answer answer) {
        Ledger ledger = GroupCodec.ledger(status);
        boolean stillOpen = ledger.operation()
                .map(stored -> stored.id().equals(op.id()) && stored.attempts() == op.attempts())
                .orElse(false);
        if (!stillOpen) {
            return Optional.empty();
        }
        GroupCodec.write(ledger.answered(answer, tools.clock().now()), status);
        if (answer instanceof Answer.Accepted && op.kind() == OperationKind.CREATE_GROUP) {
            status.setGroupCreatedByUs(true);
        }
        return Optional.of(status);
    }

    private static <T> Optional<Problem> problem(Outcome<T> outcome) {
        return outcome instanceof Outcome.Refused<T> refused
                ? Optional.of(new Problem(refused.code(), Answers.words(outcome), refused.retryAfter()))
                : Optional.empty();
    }
}
