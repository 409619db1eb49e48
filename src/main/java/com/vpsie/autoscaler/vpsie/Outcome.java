package com.vpsie.autoscaler.vpsie;

import java.time.Duration;
import java.util.Optional;

/** What is known after a mutating request: it was done, it was certainly not done, or nobody knows. */
public sealed interface Outcome<T> {
    /** VPSie confirmed it. */
    record Done<T>(T value) implements Outcome<T> {}

    /** VPSie, or we before sending, refused: nothing was changed. */
    record Refused<T>(VpsieErrorCode code, String message, Optional<Duration> retryAfter) implements Outcome<T> {}

    /** Sent, and no trustworthy answer: resolve by difference, never by repeating at once. */
    record Unknown<T>(VpsieErrorCode code, String message) implements Outcome<T> {}
}
