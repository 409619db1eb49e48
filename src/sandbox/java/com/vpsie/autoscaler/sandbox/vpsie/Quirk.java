package com.vpsie.autoscaler.sandbox.vpsie;

/**
 * The ways in which VPSie's API is known or feared to speak otherwise than the simulator does without any quirk. Where
 * the sources contradict each other, the way without a quirk is the nastier one.
 */
public enum Quirk {
    /** A purchase answers id, identifier, status and host name; without it just {@code true}. */
    NAMES_BOUGHT_NODE,
    /** {@code "error": "true"} and {@code "false"}; without it booleans. */
    ERROR_AS_WORD,
    /** {@code "error": "Conflict"}, and no such field in a good answer. */
    ERROR_AS_NAME,
    /** Refusals come as HTTP 200 with {@code error} set and the code in the body; 401 and faults do not. */
    ERRORS_IN_200,
    /** A machine's or a group's {@code id} is a number within quotes; without it a number. */
    IDS_AS_TEXT,
    /** A machine's {@code id} is its identifier; a group's stays a number, since the create call needs one. */
    IDS_AS_UUID,
    /** {@code 2026-01-31 10:11:12}; without it RFC 3339. */
    FREE_FORM_DATES,
    /** The cluster's answer has all machines in {@code nodes}, masters too; without it masters and slaves apart. */
    ALL_IN_NODES,
    /** The machines are in {@code nodes}, and in {@code masters} or {@code slaves} once more. */
    LISTED_TWICE,
    /** A listed machine has {@code groupId}. */
    TELLS_GROUP,
    /** A deleted group is no longer listed; without it, it is, with {@code is_deleted}. */
    HIDES_DELETED_GROUPS,
    /** {@code delete/slave} does not exist, as in VPSie's own SDK. */
    NO_DELETE_BY_IDENTIFIER,
    /** A machine has no host name and no address before it runs. */
    NAMELESS_WHILE_PROVISIONING
}
