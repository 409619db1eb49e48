package com.vpsie.autoscaler.core.lifecycle;

import com.vpsie.autoscaler.core.reason.NodeReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a node.
 *
 * @param phase the phase it is in from now on
 * @param reason why
 * @param intents what has to be done besides
 * @param lookAgain when time alone may change this; empty when only an event can
 */
public record NextPhase(Phase phase, NodeReason reason, Set<Intent> intents, Optional<Instant> lookAgain) {
    /** What has to be done besides writing the phase. */
    public enum Intent {
        /** Put the group's labels and taints on the Kubernetes node. */
        LABEL_NODE,
        /** Delete the VPSieNode itself. */
        DELETE_SELF
    }

    static NextPhase of(Phase phase, NodeReason reason) {
        return new NextPhase(phase, reason, Set.of(), Optional.empty());
    }

    NextPhase until(Optional<Instant> at) {
        return new NextPhase(phase, reason, intents, at);
    }

    NextPhase with(Intent intent) {
        return new NextPhase(phase, reason, Set.of(intent), lookAgain);
    }
}
