package com.vpsie.autoscaler.leader.core.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * client-go's elector: waits the record's duration since it last saw the record change, drops fields it does not know,
 * and gives back whatever it finds at the end if it believes that it leads.
 */
final class ClientGo extends Polling {
    private String observed = "";
    private long observedAt;
    private boolean believes;

    ClientGo(World world, SplittableRandom random) {
        super(world, random, "client-go-");
    }

    @Override
    void poll(Optional<ObjectNode> found) {
        if (isGone()) {
            return;
        }
        if (found.isEmpty()) {
            ask(creates(), this::wrote);
            return;
        }
        ObjectNode lease = found.get();
        String record = lease.path("spec").toString();
        if (!record.equals(observed)) {
            observed = record;
            observedAt = world.time.now();
        }
        boolean mine = holder(lease).equals(identity);
        believes = mine;
        long duration = lease.path("spec").path("leaseDurationSeconds").asInt(LEASE_SECONDS) * VirtualTime.SECOND;
        if (!mine && !holder(lease).isEmpty() && world.time.now() < observedAt + duration) {
            again(RETRY);
            return;
        }
        int transitions = lease.path("spec").path("leaseTransitions").asInt();
        fill(lease.putObject("spec"), identity, LEASE_SECONDS, mine ? transitions : transitions + 1);
        ask(replaces(lease), this::wrote);
    }

    private void wrote(boolean done) {
        believes |= done;
        again(RETRY);
    }

    /** Reads what is there now, but asks what it knew before. */
    @Override
    void release() {
        if (believes) {
            world.kube.stored().ifPresent(lease -> {
                int transitions = lease.path("spec").path("leaseTransitions").asInt();
                fill(lease.putObject("spec"), "", 1, transitions);
                ask(replaces(lease), done -> {});
            });
        }
    }
}
