package com.vpsie.autoscaler.leader.core;

/** Everything an elector can ask for. Effects are to be carried out in order. */
public sealed interface Effect {
    /** Read the Lease from the store itself, never from a cache. */
    record Get(long attempt) implements Effect {}

    /** Create the Lease. */
    record Create(long attempt, LeaseRecord record) implements Effect {}

    /** Replace the Lease, if it still has the record's uid and version. */
    record Put(long attempt, LeaseRecord record) implements Effect {}

    /** Nobody waits for this request any more. */
    record Cancel(long attempt) implements Effect {}

    /** Watch the Lease, from a version on (0: from now), instead of any watch before. */
    record OpenWatch(long watch, long fromVersion) implements Effect {}

    /** Read the token floor. */
    record ReadFloor(long request) implements Effect {}

    /** Come back with a tick at this reading of the monotonic clock, instead of any before. */
    record ArmTimer(long monotonic) implements Effect {}

    /** A term begins. */
    record OpenGate(long token, GateState state) implements Effect {}

    /** A renewal committed. */
    record MoveGate(GateState state) implements Effect {}

    /** The term's gate closes for good. */
    record CloseGate(LossReason reason) implements Effect {}

    /** Tell the application. */
    record Emit(ElectionEvent event) implements Effect {}

    /** Tell metrics and log. */
    record Report(Fact fact) implements Effect {}

    /** After a stop: nothing more will come from this elector. */
    record Stopped() implements Effect {}
}
