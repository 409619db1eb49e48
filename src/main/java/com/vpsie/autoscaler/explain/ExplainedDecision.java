package com.vpsie.autoscaler.explain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One decision, as a person reads it.
 *
 * @param time when it was taken
 * @param group {@code namespace/name} of the NodeGroup, empty when it is about none
 * @param action what was decided, a stable word ({@code CreateNode}, {@code None})
 * @param reason why, a stable code
 * @param message why, in a sentence
 * @param inputs the numbers and names it was based on, in the order they matter
 */
public record ExplainedDecision(
        Instant time, String group, String action, String reason, String message, Map<String, String> inputs) {
    public ExplainedDecision {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
