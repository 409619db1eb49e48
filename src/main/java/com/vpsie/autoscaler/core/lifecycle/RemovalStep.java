package com.vpsie.autoscaler.core.lifecycle;

import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Instant;
import java.util.Optional;

/** The next thing to do for a VPSieNode that is being deleted. */
public sealed interface RemovalStep {
    /** Write a phase. */
    record Enter(Phase phase) implements RemovalStep {}

    /** Make the node unschedulable and note on it that we did. */
    record Cordon() implements RemovalStep {}

    /** Evict what has to leave, then look again. */
    record Evict(Instant lookAgain) implements RemovalStep {}

    /** The deadline passed: make the node schedulable again, if we had cordoned it, and note the failure. */
    record GiveUpDrain() implements RemovalStep {}

    /** The pause after a failed drain is over: a new deadline begins. */
    record RestartDrain() implements RemovalStep {}

    /** Ask VPSie to delete the machine. */
    record DeleteMachine() implements RemovalStep {}

    /** Read VPSie's list for more evidence. */
    record Look() implements RemovalStep {}

    /** Delete the Kubernetes node. */
    record DeleteNodeObject() implements RemovalStep {}

    /** Write down that the machine is gone. */
    record MarkGone() implements RemovalStep {}

    /** The ledger has let go: the VPSieNode may go. */
    record ReleaseFinalizer() implements RemovalStep {}

    /** Nothing to do now. */
    record Wait(NodeReason reason, Optional<Instant> until) implements RemovalStep {}
}
