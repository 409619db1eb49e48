package com.vpsie.autoscaler.core.decision;

import com.vpsie.autoscaler.core.reason.GroupReason;
import java.time.Instant;

/**
 * What was decided about a node group and why; the value behind {@code status.lastDecision}.
 *
 * @param message one sentence for people, without secrets
 */
public record Decision(Instant time, Action action, GroupReason reason, String message) {
    /** What a decision does. */
    public enum Action {
        CREATE_GROUP("CreateGroup"),
        ADOPT_GROUP("AdoptGroup"),
        DELETE_GROUP("DeleteGroup"),
        IMPORT("Import"),
        ADOPT("Adopt"),
        BUY("Buy"),
        REPEAT("Repeat"),
        RESOLVE("Resolve"),
        GIVE_UP("GiveUp"),
        FREEZE("Freeze"),
        THAW("Thaw"),
        REMOVE("Remove"),
        WAIT("Wait"),
        REFUSE("Refuse"),
        NONE("None");

        private final String code;

        Action(String code) {
            this.code = code;
        }

        /** The word that stands in objects. */
        public String code() {
            return code;
        }
    }

    /** True when both say the same, whenever they were made. */
    public boolean saysTheSameAs(Decision other) {
        return action == other.action && reason == other.reason && message.equals(other.message);
    }
}
