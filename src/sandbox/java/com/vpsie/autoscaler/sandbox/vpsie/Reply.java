package com.vpsie.autoscaler.sandbox.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer ready to be sent.
 *
 * @param entry the log's number of the mutating request it is about
 */
record Reply(int status, JsonNode body, Optional<Duration> retryAfter, OptionalLong entry, boolean readable) {
    static Reply of(int status, JsonNode body) {
        return new Reply(status, body, Optional.empty(), OptionalLong.empty(), true);
    }

    Reply about(long number) {
        return new Reply(status, body, retryAfter, OptionalLong.of(number), readable);
    }
}
