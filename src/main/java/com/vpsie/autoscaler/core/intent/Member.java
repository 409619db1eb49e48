package com.vpsie.autoscaler.core.intent;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the ledger.
 *
 * @param opId the operation that asked for it; for an imported node the uid of its VPSieNode
 * @param vpsieNode name of its VPSieNode
 * @param identifier VPSie's identifier, empty until known
 * @param listedAt when VPSie last listed the identifier; empty if never
 * @param since when it entered its state, wall clock
 */
public record Member(
        String opId,
        String vpsieNode,
        String identifier,
        Optional<Instant> listedAt,
        MemberState state,
        Instant since) {
    /** True once the machine is known by name. */
    public boolean hasMachine() {
        return !identifier.isEmpty();
    }

    Member become(MemberState next, Instant now) {
        return next == state ? this : new Member(opId, vpsieNode, identifier, listedAt, next, now);
    }

    Member owning(String machine, Optional<Instant> listed, Instant now) {
        return new Member(opId, vpsieNode, machine, listed, MemberState.CLAIMED, now);
    }

    Member listed(Instant at) {
        return new Member(opId, vpsieNode, identifier, Optional.of(at), state, since);
    }
}
