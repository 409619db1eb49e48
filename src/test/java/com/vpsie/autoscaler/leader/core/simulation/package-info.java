/**
 * The election played in virtual time: {@link com.vpsie.autoscaler.leader.core.simulation.World} is one history of a
 * {@link com.vpsie.autoscaler.leader.core.simulation.Scenario}, {@link
 * com.vpsie.autoscaler.leader.core.simulation.Invariants} what must hold in it, {@link
 * com.vpsie.autoscaler.leader.core.simulation.Fault.Kind} what goes wrong, {@link
 * com.vpsie.autoscaler.leader.core.simulation.Mutant} what has to be found.
 */
@NullMarked
package com.vpsie.autoscaler.leader.core.simulation;

import org.jspecify.annotations.NullMarked;
