package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.act.Conditions.Saying;
import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNodeStatus;
import com.vpsie.autoscaler.core.lifecycle.Phase;
import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes a phase into a VPSieNode: the word, its time, the conditions that follow from it. Stateless. */
final class Phases {
    static final String VPS_READY = "VPSReady";
    static final String NODE_JOINED = "NodeJoined";
    static final String NODE_READY = "NodeReady";

    private Phases() {}

    /** Changes the object given; entering the phase it is in only brings its conditions up to date. */
    static void enter(VPSieNode child, Phase phase, NodeReason reason, String message, Instant now) {
        VPSieNodeStatus status = child.getStatus();
        boolean entered = ChildCodec.phase(child) != phase;
        status.setPhase(phase.code());
        Long generation = child.getMetadata().getGeneration();
        status.setObservedGeneration(generation);
        if (entered) {
            stamp(status, phase, Names.time(now));
        }
        if (phase == Phase.FAILED) {
            status.setLastError(message);
        }
        status.setConditions(Conditions.with(
                status.getConditions(),
                sayings(phase, reason, message, generation == null ? 0 : generation, hasError(child)),
                now));
    }

    private static void stamp(VPSieNodeStatus status, Phase phase, String now) {
        switch (phase) {
            case PROVISIONING -> status.setCreatedAt(now);
            case PROVISIONED -> status.setProvisionedAt(now);
            case READY -> {
                status.setReadyAt(now);
                if (status.getJoinedAt() == null) {
                    status.setJoinedAt(now);
                }
            }
            case TERMINATING -> status.setTerminatingAt(now);
            case PENDING, JOINING, DELETING, FAILED -> {
                // no time of their own
            }
        }
    }

    private static boolean hasError(VPSieNode child) {
        return ChildCodec.condition(child, ChildCodec.ERROR).isPresent();
    }

    private static List<Saying> sayings(
            Phase phase, NodeReason reason, String message, long generation, boolean hadError) {
        String code = reason.code();
        List<Saying> sayings = new ArrayList<>();
        switch (phase) {
            case PENDING -> sayings.add(new Saying(VPS_READY, false, code, message, generation));
            case PROVISIONING -> sayings.add(new Saying(VPS_READY, false, code, message, generation));
            case PROVISIONED -> sayings.add(new Saying(VPS_READY, true, code, message, generation));
            case JOINING ->
                sayings.add(new Saying(NODE_JOINED, reason == NodeReason.JOINED, code, message, generation));
            case READY -> {
                boolean ready = reason == NodeReason.READY;
                if (ready) {
                    sayings.add(new Saying(NODE_JOINED, true, NodeReason.JOINED.code(), "", generation));
                }
                sayings.add(new Saying(NODE_READY, ready, code, message, generation));
            }
            case TERMINATING, DELETING -> sayings.add(new Saying(NODE_READY, false, code, message, generation));
            case FAILED -> sayings.add(new Saying(ChildCodec.ERROR, true, code, message, generation));
        }
        if (phase != Phase.FAILED && hadError) {
            sayings.add(new Saying(ChildCodec.ERROR, false, code, "", generation));
        }
        return sayings;
    }
}
