package com.vpsie.autoscaler.core.groupplan;

import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.intent.Ledger;
import com.vpsie.autoscaler.core.intent.Machine;
import com.vpsie.autoscaler.core.intent.Member;
import com.vpsie.autoscaler.core.intent.Operation;
import com.vpsie.autoscaler.core.intent.OperationKind;
import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one next thing to do for a node group. After it was done, the planner is asked again with what is so then. */
public sealed interface Step {
    /** The group is not ours. */
    record Ignore() implements Step {}

    /** Write this term's token into the status, before anything else, and import what another controller left. */
    record Seal(Ledger ledger) implements Step {}

    /** Write the ledger by compare-and-set. */
    record Store(Ledger ledger, Decision decision) implements Step {}

    /** Put our finalizer on the group. */
    record AddFinalizer() implements Step {}

    /** Read VPSie's lists; a request that began earlier than {@code notBefore} (monotonic) does not do. */
    record Look(Duration notBefore) implements Step {}

    /** Write down which VPSie group it is, and close an operation that asked for it. */
    record UseGroup(long id, boolean createdByUs, Decision decision) implements Step {}

    /** Store the intent, then send the request. The target is the name of the group, or its id; empty for a node. */
    record Begin(OperationKind kind, String target, Optional<Member> again, Decision decision) implements Step {}

    /** Count the repeat, then send the request of the unresolved operation again. */
    record Repeat(Operation operation, Decision decision) implements Step {}

    /** Take a machine that nobody claims into the ledger instead of buying one. */
    record Adopt(Machine machine, Decision decision) implements Step {}

    /** Create the VPSieNode of a member that has none. */
    record EnsureChild(Member member) implements Step {}

    /** Delete a VPSieNode. */
    record RemoveChild(String name, String uid, Decision decision) implements Step {}

    /** Stop buying until a person speaks. */
    record Freeze(Decision decision) implements Step {}

    /** The group goes on: note it, after closing what was unresolved. */
    record Thaw(Ledger ledger, Decision decision) implements Step {}

    /** Nothing is left of the group: take our finalizer away. */
    record ReleaseFinalizer(Decision decision) implements Step {}

    /**
     * Nothing to do now.
     *
     * @param reason why, for the conditions; {@code NONE} when all is well
     * @param message for people, empty when all is well
     * @param until when time alone may change this; empty when only an event can
     */
    record Rest(GroupReason reason, String message, Optional<Instant> until) implements Step {}
}
