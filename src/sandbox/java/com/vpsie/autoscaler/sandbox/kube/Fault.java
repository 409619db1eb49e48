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
 */
public record Fault(Match match, Action action, int times) {
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

    /** The request waits before anything is done with it, and is then carried out even if its sender has gone. */
    public record Latency(Duration time) implements Action {}

    /** The request is carried out at once and its answer waits. */
    public record SlowAnswer(Duration time) implements Action {}

    /** Nothing is done and nothing is answered until the fault is removed; then the connection is closed. */
    public record Hang() implements Action {}

    /** Nothing is done; the connection is closed without an answer. */
    public record Reset() implements Action {}

    /** The request is carried out; then the connection is closed without an answer. */
    public record AnswerLost() implements Action {}

    /** Nothing is done; answered with this status, and with {@code Retry-After} in whole seconds where given. */
    public record Status(int code, Optional<Duration> retryAfter) implements Action {}

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
