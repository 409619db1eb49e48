package com.vpsie.autoscaler.core.intent;

/** Where a member of the ledger stands. The stored word is {@link #code()}. */
public enum MemberState {
    /** The intent is stored; while its operation is stored too the answer is unknown, afterwards it was not carried out. */
    REQUESTED("Requested"),
    /** VPSie said yes without telling which machine, or the Go controller had asked. */
    AWAITED("Awaited"),
    /** The machine's identifier is known. */
    CLAIMED("Claimed"),
    /** Its VPSieNode is being deleted, and its machine still has to go. */
    DELETING("Deleting"),
    /** Refused, given up or failed; does not count as capacity. */
    FAILED("Failed");

    private final String code;

    MemberState(String code) {
        this.code = code;
    }

    /** The word that stands in the status. */
    public String code() {
        return code;
    }
}
