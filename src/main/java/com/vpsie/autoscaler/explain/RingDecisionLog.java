package com.vpsie.autoscaler.explain;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@link DecisionLog} in memory: a restart forgets, the groups' status keeps each group's last decision. */
@ApplicationScoped
public class RingDecisionLog implements DecisionLog {
    private final Deque<ExplainedDecision> newestFirst = new ArrayDeque<>(CAPACITY);

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
