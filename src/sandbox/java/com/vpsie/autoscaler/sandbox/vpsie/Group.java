package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Instant;
import java.util.Optional;

/**
 * A node group of a cluster; all its machines have one size.
 *
 * @param id numeric, unique over all clusters
 * @param identifier UUID
 * @param deletedAt empty while it exists
 */
public record Group(
        long id,
        String identifier,
        String clusterId,
        String name,
        Size size,
        Instant createdAt,
        Optional<Instant> deletedAt) {

    Group withDeletion(Instant at) {
        return new Group(id, identifier, clusterId, name, size, createdAt, Optional.of(at));
    }

    /** True once it was deleted; VPSie may go on listing it with {@code is_deleted}. */
    public boolean deleted() {
        return deletedAt.isPresent();
    }
}
