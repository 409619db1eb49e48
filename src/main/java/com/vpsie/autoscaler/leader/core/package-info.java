/**
 * The election's decisions, pure: no I/O, no clock, no logger, JDK only. Time comes in as a {@link
 * com.vpsie.autoscaler.leader.core.ClockReading}, requests go out as effects.
 */
@NullMarked
package com.vpsie.autoscaler.leader.core;

import org.jspecify.annotations.NullMarked;
