package com.vpsie.autoscaler.explain;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.DecisionMade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@link DecisionLog} in memory: a restart forgets, the groups' status keeps each group's last decision. */
@ApplicationScoped
public class RingDecisionLog implements DecisionLog {
    private final Deque<ExplainedDecision> newestFirst = new ArrayDeque<>(CAPACITY);

    void on(@Observes DecisionMade made) {
        Decision decision = made.decision();
        add(new ExplainedDecision(
                decision.time(),
                made.group().toString(),
                decision.action().code(),
                decision.reason().code(),
                decision.message(),
                made.inputs()));
    }

    @Override
    public void add(ExplainedDecision decision) {
        synchronized (newestFirst) {
            if (newestFirst.size() == CAPACITY) {
                newestFirst.removeLast();
            }
            newestFirst.addFirst(decision);
        }
    }

    @Override
    public List<ExplainedDecision> latest() {
        synchronized (newestFirst) {
            return List.copyOf(newestFirst);
        }
    }
}
