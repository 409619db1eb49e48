package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One mutating request as the cloud saw it.
 *
 * @param number counts from 0, in the order of execution
 * @param at when it was executed or refused
 * @param nanos the same on the monotonic clock
 * @param receivedAt when it had been read
 * @param caller the replica's identity from the User-Agent's comment
 * @param groupId the group it was about, where known
 * @param groupName the same by name, empty where not known
 * @param identifier the machine's, or for a created group the group's; empty where there is none
 * @param effect what became of it
 * @param status the HTTP status it earned, before any fault bent the answer
 * @param note VPSie's words of a refusal, or what the log has to add
 * @param size of the machine bought or deleted
 * @param settledAt for a deletion when the machine is gone and no longer paid for, otherwise {@code at}
 * @param answer whether the caller was told
 */
public record CloudEntry(
        long number,
        Instant at,
        long nanos,
        Instant receivedAt,
        String caller,
        Operation operation,
        String clusterId,
        OptionalLong groupId,
        String groupName,
        String identifier,
        Effect effect,
        int status,
        String note,
        Optional<Size> size,
        Instant settledAt,
        Answer answer) {

    /** What became of a request. */
    public enum Effect {
        EXECUTED,
        /** It was right, and there was nothing left to do: the machine was being deleted already. */
        NO_CHANGE,
        /** The cloud said no. */
        REFUSED,
        /** The cloud said no to what no client may ever ask for. */
        FORBIDDEN,
        /** It arrived, and a fault kept it from being looked at. */
        NOT_EXECUTED
    }

    /** Whether the caller was told. */
    public enum Answer {
        PENDING,
        /** Sent while the client was still there. */
        SENT,
        /** Told something else than what happened, for example a 500 for an executed request. */
        BENT,
        /** The connection ended without an answer, or the client had gone before it. */
        LOST
    }

    /** True when it changed the cloud. */
    public boolean executed() {
        return effect == Effect.EXECUTED;
    }

    CloudEntry withAnswer(Answer now) {
        return new CloudEntry(
                number,
                at,
                nanos,
                receivedAt,
                caller,
                operation,
                clusterId,
                groupId,
                groupName,
                identifier,
                effect,
                status,
                note,
                size,
                settledAt,
                now);
    }
}
