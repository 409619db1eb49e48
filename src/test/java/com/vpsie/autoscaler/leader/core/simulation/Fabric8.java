package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * fabric8's elector: compares the holder's renewTime with its own wall clock, writes merge patches, leaves its name in
 * what it gives back, and dies in silence of a record with missing fields.
 */
final class Fabric8 extends Polling {
    Fabric8(World world, SplittableRandom random) {
        super(world, random, "fabric8-");
    }

    @Override
    void poll(Optional<ObjectNode> found) {
        if (isGone()) {
            return;
        }
        if (found.isEmpty()) {
            ask(creates(), done -> again(RETRY));
            return;
        }
        ObjectNode lease = found.get();
        ObjectNode spec = lease.withObject("/spec");
        boolean free = holder(lease).isEmpty();
        boolean mine = holder(lease).equals(identity);
        if (!free && !mine) {
            Optional<Instant> until = until(spec);
            if (until.isEmpty()) {
                return; // an exception in its scheduled task: it never runs again
            }
            if (wall().isBefore(until.get())) {
                again(RETRY);
                return;
            }
        }
        int transitions = spec.path("leaseTransitions").asInt();
        patch(Meta.version(lease), LEASE_SECONDS, mine ? transitions : transitions + 1);
    }

    private static Optional<Instant> until(ObjectNode spec) {
        try {
            return spec.has("leaseDurationSeconds")
                    ? Optional.of(Instant.parse(spec.path("renewTime").asText())
                            .plusSeconds(spec.path("leaseDurationSeconds").asInt()))
                    : Optional.empty();
        } catch (DateTimeException missing) {
            return Optional.empty();
        }
    }

    private void patch(String version, int seconds, int transitions) {
        ask(
                store -> store.patch(
                        BuiltinKinds.LEASE,
                        Kubernetes.NAMESPACE,
                        Kubernetes.NAME,
                        stored -> {
                            Meta.edit(stored).put("resourceVersion", version);
                            fill(stored.withObject("/spec"), identity, seconds, transitions);
                            return stored;
                        },
                        Part.MAIN),
                done -> again(RETRY));
    }

    @Override
    void release() {
        world.kube
                .stored()
                .filter(lease -> holder(lease).equals(identity))
                .ifPresent(lease -> patch(
                        Meta.version(lease),
                        1,
                        lease.path("spec").path("leaseTransitions").asInt()));
    }
}
