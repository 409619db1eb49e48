package com.vpsie.autoscaler.leader.core;

import java.time.Duration;

/** How a request for the Lease ended. */
public sealed interface Outcome {
    /** Short form for metrics. */
    String code();

    /** What a person should know; empty for a success. */
    String why();

    /** Answered with 2xx: the Lease as stored. */
    record Ok(LeaseRecord record) implements Outcome {
        @Override
        public String code() {
            return "200";
        }

        @Override
        public String why() {
            return "";
        }
    }

    /** 409: another version, another uid, or it exists already. */
    record Conflict(String why) implements Outcome {
        @Override
        public String code() {
            return "409";
        }
    }

    /** 404: for a creation the namespace is what is missing. */
    record NotFound(String why) implements Outcome {
        @Override
        public String code() {
            return "404";
        }
    }

    /** 401 or 403. */
    record Forbidden(String code, String why) implements Outcome {}

    /** 429; zero when the server named no time. */
    record Throttled(Duration retryAfter) implements Outcome {
        @Override
        public String code() {
            return "429";
        }

        @Override
        public String why() {
            return "the API server asks to wait " + Durations.format(retryAfter);
        }
    }

    /** 5xx. A write may have been applied all the same. */
    record ServerError(String code, String why) implements Outcome {}

    /** Any other refusal, such as 400 or 422: repeating it will not help soon. */
    record Refused(String code, String why) implements Outcome {}

    /** No answer: timeout, reset, connection refused. A write may have been applied all the same. */
    record NoAnswer(String why) implements Outcome {
        @Override
        public String code() {
            return "no-answer";
        }
    }

    /** An answer that is not a Lease. A write may have been applied all the same. */
    record Unparsable(String why) implements Outcome {
        @Override
        public String code() {
            return "unparsable";
        }
    }
}
