package com.vpsie.autoscaler.core.decision;

import com.vpsie.autoscaler.core.cluster.GroupKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whoever explains that a decision was made about a node group.
 *
 * @param inputs the numbers it was based on, in the order they matter
 */
public record DecisionMade(GroupKey group, Decision decision, Map<String, String> inputs) {
    public DecisionMade {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
