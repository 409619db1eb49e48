package com.vpsie.autoscaler.leader.core;

import java.util.OptionalLong;

/** The token floor: one question at a time, asked again after a failure, and what refused seals have taught. */
final class Floor {
    private final ElectionRules rules;
    private final Alarm alarm;
    private long asked;
    private boolean waiting;
    private long notBefore = Long.MIN_VALUE;
    private long taught;
    private OptionalLong answer = OptionalLong.empty();

    Floor(ElectionRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    /** An answer to a question asked before this counts no more. */
    void forget() {
        waiting = false;
        notBefore = Long.MIN_VALUE;
        answer = OptionalLong.empty();
    }

    boolean askable(long now) {
        alarm.at(notBefore);
        return !waiting && answer.isEmpty() && now >= notBefore;
    }

    Effect.ReadFloor ask() {
        waiting = true;
        return new Effect.ReadFloor(++asked);
    }

    boolean answers(long request) {
        return waiting && request == asked;
    }

    void is(long value) {
        waiting = false;
        answer = OptionalLong.of(value);
    }

    void failed(long now) {
        waiting = false;
        notBefore = now + rules.retryDelay();
    }

    boolean known() {
        return answer.isPresent();
    }

    long value() {
        return Math.max(answer.orElse(0), taught);
    }

    /** Something was found that is sealed with this token. */
    void teach(long sealed) {
        taught = Math.max(taught, sealed);
    }
}
