package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with one request.
 *
 * @param executes whether the cloud does what was asked
 * @param executeAfter how long after its arrival
 * @param connection when the connection ends without an answer, if so
 * @param answerAfter how long after the execution the answer, or the end of the connection, comes
 * @param instead the answer in place of the true one
 */
public record Fault(
        boolean executes,
        Duration executeAfter,
        Connection connection,
        Duration answerAfter,
        Optional<Instead> instead) {

    /** What becomes of the connection. */
    public enum Connection {
        /** It gets an answer. */
        ANSWERED,
        /** It is closed as soon as the request has been read, before anything is executed. */
        CLOSED_FIRST,
        /** The same with a TCP reset. */
        RESET_FIRST,
        /** It is closed after the execution, without an answer. */
        CLOSED_AFTERWARDS,
        /** The same with a TCP reset. */
        RESET_AFTERWARDS;

        boolean first() {
            return this == CLOSED_FIRST || this == RESET_FIRST;
        }

        boolean reset() {
            return this == RESET_FIRST || this == RESET_AFTERWARDS;
        }
    }

    /**
     * An answer in place of the true one.
     *
     * @param status HTTP status; 200 with {@code code} ≥ 400 is VPSie's error in a good answer
     * @param code the body's code
     * @param retryAfter sent as whole seconds
     * @param readable false for a body that is not JSON
     */
    public record Instead(int status, int code, String message, Optional<Duration> retryAfter, boolean readable) {}

    /** Executed, and the connection reset instead of an answer. */
    public static Fault loseAnswer() {
        return new Fault(true, Duration.ZERO, Connection.RESET_AFTERWARDS, Duration.ZERO, Optional.empty());
    }

    /** Executed, and the connection closed in good order, but without an answer. */
    public static Fault closeInsteadOfAnswer() {
        return new Fault(true, Duration.ZERO, Connection.CLOSED_AFTERWARDS, Duration.ZERO, Optional.empty());
    }

    /** The connection is reset at once, and the request executed {@code delay} later. */
    public static Fault executeLate(Duration delay) {
        return new Fault(true, delay, Connection.RESET_FIRST, Duration.ZERO, Optional.empty());
    }

    /** Read, never executed, the connection reset. */
    public static Fault resetBefore() {
        return new Fault(false, Duration.ZERO, Connection.RESET_FIRST, Duration.ZERO, Optional.empty());
    }

    /** Executed and answered {@code delay} later than usual; a client that has gone by then does not stop it. */
    public static Fault delay(Duration delay) {
        return new Fault(true, delay, Connection.ANSWERED, Duration.ZERO, Optional.empty());
    }

    /** Executed at once, answered {@code delay} later. */
    public static Fault slowAnswer(Duration delay) {
        return new Fault(true, Duration.ZERO, Connection.ANSWERED, delay, Optional.empty());
    }

    /** Executed after {@code execution} while the client waits in vain; the connection is held until then. */
    public static Fault hang(Duration execution) {
        return new Fault(true, execution, Connection.CLOSED_AFTERWARDS, Duration.ZERO, Optional.empty());
    }

    /** Not executed, answered with an HTTP error. */
    public static Fault status(int status, String message) {
        return instead(false, new Instead(status, status, message, Optional.empty(), true));
    }

    /** Not executed, answered with an HTTP error and {@code Retry-After}. */
    public static Fault status(int status, String message, Duration retryAfter) {
        return instead(false, new Instead(status, status, message, Optional.of(retryAfter), true));
    }

    /** Executed, and answered with an HTTP error all the same. */
    public static Fault executedButStatus(int status, String message) {
        return instead(true, new Instead(status, status, message, Optional.empty(), true));
    }

    /** Not executed, HTTP 200 with {@code error: true} and this code. */
    public static Fault okWithError(int code, String message) {
        return instead(false, new Instead(200, code, message, Optional.empty(), true));
    }

    /** Executed, HTTP 200 with a body that is not JSON. */
    public static Fault unreadable() {
        return instead(true, new Instead(200, 200, "", Optional.empty(), false));
    }

    private static Fault instead(boolean executes, Instead answer) {
        return new Fault(executes, Duration.ZERO, Connection.ANSWERED, Duration.ZERO, Optional.of(answer));
    }

    /** No fault at all, but later by a latency. */
    static Fault none() {
        return delay(Duration.ZERO);
    }
}
