package com.vpsie.autoscaler.sandbox.vpsie;

/** What the cloud says to a mutating request; {@code entry} is its number in the {@link CloudLog}. */
public sealed interface Verdict<T> {
    /** Its number in the log. */
    long entry();

    /** Done, or there was nothing left to do. */
    record Granted<T>(T value, long entry) implements Verdict<T> {}

    /** Nothing was changed; status and words as VPSie gives them. */
    record Denied<T>(int status, String message, long entry) implements Verdict<T> {}
}
