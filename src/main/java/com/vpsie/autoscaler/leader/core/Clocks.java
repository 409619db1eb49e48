package com.vpsie.autoscaler.leader.core;

/** What the election reads time through. Implementations may be called from any thread and never block for long. */
@FunctionalInterface
public interface Clocks {
    /** All witnesses, read together, now. */
    ClockReading read();
}
