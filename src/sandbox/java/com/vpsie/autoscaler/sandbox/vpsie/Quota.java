package com.vpsie.autoscaler.sandbox.vpsie;

import java.util.List;

/**
 * A limit on the worker machines of the account.
 *
 * @param machines how many may live at once, those being deleted included
 * @param status 403 or 409
 * @param message VPSie's words
 */
public record Quota(int machines, int status, String message) {
    /** Every wording by which VPSie is known to say that a limit is reached. */
    public static final List<String> WORDINGS = List.of(
            "The number of nodes exceeds the allowed limit",
            "Quota exceeded for this account",
            "Your plan does not allow more nodes",
            "The maximum number of nodes is in use",
            "Node limit reached",
            "Your subscription does not allow this operation");

    /** A limit answered with 403 and one of the known wordings. */
    public static Quota of(int machines) {
        return new Quota(machines, 403, WORDINGS.get(0));
    }
}
