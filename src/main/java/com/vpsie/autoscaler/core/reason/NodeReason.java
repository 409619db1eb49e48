package com.vpsie.autoscaler.core.reason;

/** Why a VPSieNode is in its phase: reasons of its conditions and Events. The code is stable and documented. */
public enum NodeReason {
    PENDING("Pending"),
    PROVISIONING("Provisioning"),
    PROVISIONED("Provisioned"),
    JOINING("Joining"),
    JOINED("Joined"),
    READY("Ready"),
    NOT_READY("NotReady"),
    TERMINATING("Terminating"),
    DELETING("Deleting"),
    FAILED("Failed"),
    VPSIE_API_ERROR("VPSieAPIError"),
    PROVISIONING_TIMEOUT("ProvisioningTimeout"),
    CAPACITY_LIMIT_REACHED("CapacityLimitReached"),
    /** VPSie refused the request for another reason than capacity. */
    REQUEST_REFUSED("RequestRefused"),
    /** Asked for, but no machine appeared in time. */
    GIVEN_UP("GivenUp"),
    JOINING_TIMEOUT("JoiningTimeout"),
    NODE_NOT_FOUND("NodeNotFound"),
    /** Neither VPSie nor Kubernetes shows the machine any more. */
    MACHINE_LOST("MachineLost"),
    DRAINING("Draining"),
    DRAINED("Drained"),
    DRAIN_FAILED("DrainFailed"),
    NODE_DELETE_FAILED("NodeDeleteFailed"),
    VPS_DELETE_FAILED("VPSDeleteFailed"),
    /** Deletion was asked for; what shows that the machine is gone is still missing. */
    VPS_GONE_UNPROVEN("VPSGoneUnproven"),
    VPS_GONE("VPSGone"),
    TTL_EXPIRED("TTLExpired");

    private final String code;

    NodeReason(String code) {
        this.code = code;
    }

    /** The word that stands in objects and Events. */
    public String code() {
        return code;
    }
}
