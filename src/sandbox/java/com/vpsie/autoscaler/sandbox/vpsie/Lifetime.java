package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;
import java.util.Optional;

/**
 * A bought machine's paid life, half open: from the purchase to the instant it is gone.
 *
 * @param boughtBy caller who bought it
 * @param deletedAt when the deletion was executed
 * @param goneAt when it is no longer there nor paid for
 */
public record Lifetime(
        String identifier,
        long groupId,
        String groupName,
        Size size,
        String boughtBy,
        Instant boughtAt,
        Optional<Instant> deletedAt,
        Optional<Instant> goneAt) {

    /** True when it exists at an instant, being deleted or not. */
    public boolean existsAt(Instant now) {
        return !now.isBefore(boughtAt)
                && goneAt.filter(gone -> !now.isBefore(gone)).isEmpty();
    }
}
