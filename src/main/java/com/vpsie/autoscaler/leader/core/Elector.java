package com.vpsie.autoscaler.leader.core;

import java.util.List;

/**
 * Decides who leads. Pure: the same readings and inputs give the same effects. Not thread-safe: one step at a time, in
 * the order of the readings' monotonic clock.
 */
public interface Elector {
    /** Takes one input and says what to do now. Never throws for anything the outside world can bring. */
    List<Effect> step(ClockReading now, Input input);

    /** What a person may see. */
    ElectorStatus status(ClockReading now);
}
