package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;

/** What an answer says. */
sealed interface Verdict {
    /** A 2xx without an error; the root may be missing when the body was empty. */
    record Success(JsonNode root) implements Verdict {}

    /**
     * A failure.
     *
     * @param definite true when VPSie certainly did nothing
     * @param message VPSie's words, cleaned and shortened
     */
    record Failure(VpsieErrorCode code, boolean definite, String message) implements Verdict {}
}
