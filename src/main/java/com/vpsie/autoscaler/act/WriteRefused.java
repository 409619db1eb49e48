package com.vpsie.autoscaler.act;

/** The API server did not store a write; nothing was changed by it. */
final class WriteRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Why {
        /** The object has changed since it was read. */
        STALE,
        /** An object of this name exists. */
        EXISTS,
        /** The object is gone. */
        ABSENT,
        /** A newer leader has sealed the object. */
        FENCED,
        /** The server finds the object invalid, or we may not write it. */
        REFUSED
    }

    private final Why why;

    WriteRefused(Why why, String message) {
        super(message);
        this.why = why;
    }

    WriteRefused(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
