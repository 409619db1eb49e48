package com.vpsie.autoscaler.explain;

import java.util.List;

/** The last decisions of this replica. Thread-safe; adding never blocks for long and never fails. */
public interface DecisionLog {
    /** How many are kept. */
    int CAPACITY = 200;

    /** Keeps one; the oldest makes room. */
    void add(ExplainedDecision decision);

    /** What is kept, newest first. */
    List<ExplainedDecision> latest();
}
