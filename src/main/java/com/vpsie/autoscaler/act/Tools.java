package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.core.decision.DecisionMade;
import com.vpsie.autoscaler.metrics.AutoscalerMetrics;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every pass works with.
 *
 * @param decisions who explains; must not throw and not block
 * @param policies the policy in force; may change between two calls
 */
record Tools(
        Sights sights,
        Objects objects,
        SealedStatusWriter statuses,
        Announcer announcer,
        AutoscalerMetrics metrics,
        Consumer<DecisionMade> decisions,
        Clock clock,
        Supplier<Policy> policies) {
    Policy policy() {
        return policies.get();
    }
}
