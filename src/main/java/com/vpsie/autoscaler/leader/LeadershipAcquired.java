package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Term;

/** This replica leads from now on; fired from the serial dispatcher, never from the renewal path. An observer that throws ends the term. */
public record LeadershipAcquired(Term term) {}
