package com.vpsie.autoscaler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RingDecisionLogTest {
    private final DecisionLog log = new RingDecisionLog();

    private static ExplainedDecision decision(int number) {
        return new ExplainedDecision(
                Instant.ofEpochSecond(number), "ns/g", "CreateNode", "BelowMin", "n" + number, Map.of());
    }

    @Test
    void newestComesFirstAndTheOldestMakesRoom() {
        for (int i = 0; i <= DecisionLog.CAPACITY; i++) {
            log.add(decision(i));
        }

        assertThat(log.latest()).hasSize(DecisionLog.CAPACITY);
        assertThat(log.latest().get(0).message()).isEqualTo("n" + DecisionLog.CAPACITY);
        assertThat(log.latest().get(DecisionLog.CAPACITY - 1).message()).isEqualTo("n1");
    }
}
