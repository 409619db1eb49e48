package com.vpsie.autoscaler.core.reason;

/** Why a NodeGroup is as it is: reasons of its conditions, Events and decisions. The code is stable and documented. */
public enum GroupReason {
    RECONCILING("Reconciling"),
    VALIDATION_FAILED("ValidationFailed"),
    SCALING_UP("ScalingUp"),
    SCALING_DOWN("ScalingDown"),
    SCALING_COMPLETE("ScalingComplete"),
    AT_MINIMUM_CAPACITY("AtMinimumCapacity"),
    AT_MAXIMUM_CAPACITY("AtMaximumCapacity"),
    BETWEEN_BOUNDS("BetweenBounds"),
    VPSIE_API_ERROR("VPSieAPIError"),
    KUBERNETES_API_ERROR("KubernetesAPIError"),
    NODE_PROVISIONING_FAILED("NodeProvisioningFailed"),
    SCALE_DOWN_FAILED("ScaleDownFailed"),
    CLUSTER_CAPACITY_LIMIT_REACHED("ClusterCapacityLimitReached"),
    /** An older NodeGroup has the VPSie group of this name. */
    VPSIE_GROUP_TAKEN("VPSieGroupTaken"),
    /** VPSie lists several groups of this name, or the stored one no longer. */
    VPSIE_GROUP_UNCLEAR("VPSieGroupUnclear"),
    VPSIE_NODE_GROUP_CREATED("VPSieNodeGroupCreated"),
    /** The group to delete still holds machines that no VPSieNode claims. */
    VPSIE_GROUP_NOT_EMPTY("VPSieGroupNotEmpty"),
    /** VPSie said yes and has not shown the result yet. */
    AWAITING_VPSIE("AwaitingVPSie"),
    /** The answer to a request is unknown; the settle window runs. */
    RESOLVING("Resolving"),
    /** Repeats are used up; waits for a change of the spec or the retry annotation. */
    FROZEN("Frozen"),
    THAWED("Thawed"),
    /** A machine appeared of which nobody can tell whether it is the one that was asked for. */
    MACHINE_UNCLEAR("MachineUnclear"),
    /** A request or an awaited node was closed without a machine. */
    GIVEN_UP("GivenUp"),
    ADOPTED("Adopted"),
    IMPORTED("Imported"),
    NODE_REQUESTED("NodeRequested"),
    NODE_REMOVED("NodeRemoved"),
    /** Recent failures hold new purchases back for a while. */
    BACKING_OFF("BackingOff"),
    /** A cap on creations is reached. */
    SPEND_CAP_REACHED("SpendCapReached"),
    /** The stored ledger breaks its own rules. */
    LEDGER_INVALID("LedgerInvalid"),
    /** A field is set that this version does not act on. */
    FIELDS_IGNORED("FieldsWithoutEffect"),
    ALL_FIELDS_ACTED_ON("AllFieldsActedOn"),
    DELETING("Deleting"),
    NONE("None");

    private final String code;

    GroupReason(String code) {
        this.code = code;
    }

    /** The word that stands in objects and Events. */
    public String code() {
        return code;
    }
}
