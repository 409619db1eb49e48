package com.vpsie.autoscaler.vpsie;

import java.time.Duration;
import java.util.Optional;

/** A failed read; carries the code and a message without secrets. */
public class VpsieException extends Exception {
    private static final long serialVersionUID = 1L;
    private final VpsieErrorCode code;

    @SuppressWarnings("serial") // never serialised, and Duration is serialisable where Optional is not
    private final Optional<Duration> retryAfter;

    /** @param message names the call, the status and VPSie's words */
    public VpsieException(VpsieErrorCode code, String message) {
        this(code, message, Optional.empty());
    }

    /** @param retryAfter how long VPSie, or our limiter, asks to wait */
    public VpsieException(VpsieErrorCode code, String message, Optional<Duration> retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** What went wrong. */
    public VpsieErrorCode code() {
        return code;
    }

    /** How long to wait before the next try, where somebody said so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** {@link #getMessage} that is never null. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** A failure that may be gone in a moment: the retry policy of reads repeats these and no other. */
    static final class Transient extends VpsieException {
        private static final long serialVersionUID = 1L;

        Transient(VpsieErrorCode code, String message, Optional<Duration> retryAfter) {
            super(code, message, retryAfter);
        }
    }
}
