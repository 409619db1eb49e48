package com.vpsie.autoscaler.vpsie;

/** Every way a VPSie call can fail; the only place that knows VPSie's wording is the adapter that maps to these. */
public enum VpsieErrorCode {
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    /** A quota or plan limit: will not go away by itself soon. */
    CAPACITY,
    RATE_LIMITED,
    /** Any other 4xx. */
    INVALID,
    SERVER_ERROR,
    TIMEOUT,
    /** The connection broke. */
    CONNECTION,
    /** Our circuit breaker is open; nothing was sent. */
    CIRCUIT_OPEN,
    /** The Secret is missing or wrong, so no request can be made. */
    NO_CREDENTIALS,
    /** The answer could not be read. */
    UNREADABLE,
    /** The configured dialect has no such call. */
    UNSUPPORTED
}
