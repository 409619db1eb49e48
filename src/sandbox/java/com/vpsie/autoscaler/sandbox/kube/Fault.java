package com.vpsie.autoscaler.sandbox.kube;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A misbehaviour on command.
 *
 * @param match which requests it happens to
 * @param action what happens to them
 * @param times to how many of them, 0 for all until it is removed
 * @param lasting it is removed by itself after this time, zero for never
 */
public record Fault(Match match, Action action, int times, Duration lasting) {
    /** Verbs that write. */
    public static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /**
     * Requests by user, verb, resource and name; an empty part matches all.
     *
     * @param verbs get, list, watch, create, update, patch, delete, deletecollection
     * @param resource plural, with the subresource after a slash ({@code leases}, {@code nodegroups/status})
     */
    public record Match(String user, Set<String> verbs, String resource, String name) {
        /** Every request of everybody. */
        public static final Match ANY = new Match("", Set.of(), "", "");

        /** Every request of one user. */
        public static Match user(String user) {
            return new Match(user, Set.of(), "", "");
        }

        public Match verbs(String... newVerbs) {
            return new Match(user, Set.of(newVerbs), resource, name);
        }

        public Match writes() {
            return new Match(user, WRITES, resource, name);
        }

        public Match resource(String newResource) {
            return new Match(user, verbs, newResource, name);
        }

        public Match name(String newName) {
            return new Match(user, verbs, resource, newName);
        }

        boolean matches(String aUser, String verb, String aResource, String aName) {
            return (user.isEmpty() || user.equals(aUser))
                    && (verbs.isEmpty() || verbs.contains(verb))
                    && (resource.isEmpty() || resource.equals(aResource))
                    && (name.isEmpty() || name.equals(aName));
        }
    }

    /** What happens to a request. */
    public sealed interface Action {}

    /** What makes a request wait; several may happen to one request, and something else besides. */
    public sealed interface Delay extends Action {}

    /** The request waits before anything is done with it, and is then carried out even if its sender has gone. */
    public record Latency(Duration time) implements Delay {}

    /**
     * The same with a time that is drawn anew for each request from a Pareto distribution, as latencies of loaded
     * servers are: most are near the least, some are many times as long.
     *
     * @param least no request waits less
     * @param shape above 0; the smaller, the heavier the tail: with 1 every tenth request waits ten times the least or
     *     more, with 2 every hundredth
     * @param most no request waits longer
     */
    public record HeavyTail(Duration least, double shape, Duration most) implements Delay {
        public HeavyTail {
            if (!(shape > 0) || least.isNegative() || least.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "a heavy tail needs a shape above 0 and a most of at least the least");
            }
        }

        /**
         * By inversion of the distribution function.
         *
         * @param uniform evenly from [0, 1)
         */
        Duration draw(double uniform) {
            double factor = Math.pow(1 - uniform, -1 / shape);
            double nanos = Math.min(least.toNanos() * factor, most.toNanos());
            return Duration.ofNanos((long) nanos);
        }
    }

    /** The request is carried out at once and its answer waits. */
    public record SlowAnswer(Duration time) implements Delay {}

    /** Nothing is done and nothing is answered until the fault is removed; then the connection is reset. */
    public record Hang() implements Action {}

    /** Nothing is done; the connection is ended by a TCP reset. */
    public record Reset() implements Action {}

    /** The request is carried out; then the connection is ended by a TCP reset, without an answer. */
    public record AnswerLost() implements Action {}

    /** Nothing is done; answered with this status, and with {@code Retry-After} in whole seconds where given. */
    public record Status(int code, Optional<Duration> retryAfter) implements Action {}

    /** The request is carried out and answered with this status all the same, as when etcd is slow to confirm. */
    public record AppliedButStatus(int code) implements Action {}

    /**
     * The API is down until the fault is removed. For everybody ({@link Match#ANY}): open connections are reset, watches
     * included, and new ones refused. For a caller, which shows only when its request is there: its open watches and
     * every request of it are reset.
     */
    public record Down() implements Action {}

    /** An open watch stays open and delivers nothing, not even bookmarks, until the fault is removed. */
    public record WatchSilence() implements Action {}

    /** The reason that the API server gives with a status code. */
    static String reasonOf(int code) {
        return switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "Unknown";
        };
    }
}
