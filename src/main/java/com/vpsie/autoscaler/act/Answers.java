package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.intent.Answer;
import com.vpsie.autoscaler.core.reason.GroupReason;
import com.vpsie.autoscaler.core.reason.NodeReason;
import com.vpsie.autoscaler.vpsie.Outcome;
import com.vpsie.autoscaler.vpsie.VpsieErrorCode;
import com.vpsie.autoscaler.vpsie.VpsieWriter.AddedNode;

/** Reads outcomes of VPSie calls in the ledger's words. Stateless. */
final class Answers {
    private Answers() {}

    static Answer ofNode(Outcome<AddedNode> outcome) {
        if (outcome instanceof Outcome.Done<AddedNode> done) {
            return done.value()
                    .identifier()
                    .filter(identifier -> !identifier.isBlank())
                    .<Answer>map(Answer.Identified::new)
                    .orElseGet(Answer.Accepted::new);
        }
        return ofFailure(outcome);
    }

    static Answer ofGroup(Outcome<Boolean> outcome) {
        return outcome instanceof Outcome.Done<Boolean> ? new Answer.Accepted() : ofFailure(outcome);
    }

    private static <T> Answer ofFailure(Outcome<T> outcome) {
        return outcome instanceof Outcome.Refused<T> refused
                ? new Answer.NotDone(lasting(refused.code()))
                : new Answer.Unknown();
    }

    /** True when asking again at once would be refused again for what was asked, not for who or when. */
    static boolean lasting(VpsieErrorCode code) {
        return switch (code) {
            case CAPACITY, CONFLICT, INVALID, NOT_FOUND -> true;
            case UNAUTHORIZED,
                    FORBIDDEN,
                    RATE_LIMITED,
                    SERVER_ERROR,
                    TIMEOUT,
                    CONNECTION,
                    CIRCUIT_OPEN,
                    NO_CREDENTIALS,
                    UNREADABLE,
                    UNSUPPORTED -> false;
        };
    }

    static GroupReason groupReason(VpsieErrorCode code) {
        return code == VpsieErrorCode.CAPACITY
                ? GroupReason.CLUSTER_CAPACITY_LIMIT_REACHED
                : GroupReason.VPSIE_API_ERROR;
    }

    static NodeReason nodeReason(VpsieErrorCode code) {
        return code == VpsieErrorCode.CAPACITY ? NodeReason.CAPACITY_LIMIT_REACHED : NodeReason.REQUEST_REFUSED;
    }

    /** In words, for conditions and Events. */
    static <T> String words(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Refused<T> refused) {
            return "VPSie refused (" + refused.code() + "): " + refused.message();
        }
        if (outcome instanceof Outcome.Unknown<T> unknown) {
            return "no trustworthy answer (" + unknown.code() + "): " + unknown.message();
        }
        return "done";
    }
}
