package com.vpsie.autoscaler.sandbox.vpsie;

import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Answer;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry.Effect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Writes the world's verdicts into its log. To be called with the world's lock held, so that the order is true. */
final class Recorder {
    private final CloudLog log = new CloudLog();
    private final InstantSource time;
    private final LongSupplier nanos;

    Recorder(InstantSource time, LongSupplier nanos) {
        this.time = time;
        this.nanos = nanos;
    }

    CloudLog log() {
        return log;
    }

    <T> Verdict<T> granted(Call call, Operation operation, Subject subject, T value, Instant settledAt) {
        return new Verdict.Granted<>(value, write(call, operation, subject, Effect.EXECUTED, 200, "", settledAt));
    }

    <T> Verdict<T> denied(Call call, Operation operation, Subject subject, int status, String message) {
        return new Verdict.Denied<>(
                status, message, write(call, operation, subject, Effect.REFUSED, status, message, time.instant()));
    }

    /** Refused with 403, and remembered as what nobody may ask for. */
    <T> Verdict<T> forbidden(Call call, Operation operation, Subject subject, String message) {
        return new Verdict.Denied<>(
                403, message, write(call, operation, subject, Effect.FORBIDDEN, 403, message, time.instant()));
    }

    long write(
            Call call,
            Operation operation,
            Subject subject,
            Effect effect,
            int status,
            String note,
            Instant settledAt) {
        return log.append(new CloudEntry(
                log.next(),
                time.instant(),
                nanos.getAsLong(),
                call.receivedAt(),
                call.caller(),
                operation,
                subject.clusterId(),
                subject.groupId(),
                subject.groupName(),
                subject.identifier(),
                effect,
                status,
                note,
                subject.size(),
                settledAt,
                Answer.PENDING));
    }
}
