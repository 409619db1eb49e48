package com.vpsie.autoscaler.sandbox;

/** Something a person has to mend; the message says what and how, in one line, and is all that is shown. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
