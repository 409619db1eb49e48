/**
 * A bounded exhaustive search over the real {@link com.vpsie.autoscaler.leader.core.ElectorCore}: two of them, a Lease, and
 * every order of what may happen within some ticks. {@link com.vpsie.autoscaler.leader.core.search.World} says what may
 * happen, {@link com.vpsie.autoscaler.leader.core.search.Invariant} what must hold.
 */
@NullMarked
package com.vpsie.autoscaler.leader.core.search;

import org.jspecify.annotations.NullMarked;
