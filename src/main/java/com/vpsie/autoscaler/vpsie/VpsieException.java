package com.vpsie.autoscaler.vpsie;

/** A failed read; carries the code and a message without secrets. */
public final class VpsieException extends Exception {
    private static final long serialVersionUID = 1L;
    private final VpsieErrorCode code;

    /** @param message names the call, the status and VPSie's words */
    public VpsieException(VpsieErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What went wrong. */
    public VpsieErrorCode code() {
        return code;
    }
}
