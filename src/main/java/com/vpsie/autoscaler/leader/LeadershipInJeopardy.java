package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Term;

/** The last commit is old: nothing new that costs money may start. Advice only, the gate checks by itself. */
public record LeadershipInJeopardy(Term term) {}
