package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.LossReason;
import com.vpsie.autoscaler.leader.core.Term;

/**
 * The term is over. Its gate closed before this is fired. An observer returns only when the work of the term is
 * drained: the Lease is released after every observer has returned, never before. Fired only after Acquired, strictly
 * alternating with it.
 */
public record LeadershipLost(Term term, LossReason reason) {}
