package com.vpsie.autoscaler.leader.core;

/** Everything that can happen to an elector. */
public sealed interface Input {
    /** Time has passed. */
    record Tick() implements Input {}

    /** A request ended; also long after it was given up. */
    record Answered(long attempt, Outcome outcome) implements Input {}

    /** The watch told of the Lease; a deletion carries the version of the deletion. */
    record Watched(long watch, Change change, LeaseRecord record) implements Input {}

    /** The watch is alive and has told everything up to this version. */
    record Bookmark(long watch, long version) implements Input {}

    /** The watch ended. {@code gone}: its version is too old to start from again. */
    record WatchClosed(long watch, boolean gone, String why) implements Input {}

    /** The token floor was read. */
    record FloorRead(long request, long value) implements Input {}

    /** The token floor could not be read. */
    record FloorFailed(long request, String why) implements Input {}

    /** The application stops: end the term in order, then stand still for ever. */
    record Stop() implements Input {}

    /** End the term in order and stay back, for one lease duration or for good. */
    record StepDown(String reason, boolean forGood) implements Input {}

    /** Somebody waits for a renewal that begins now. */
    record RenewNow() implements Input {}

    /** A record sealed with this token was found. */
    record Fenced(long token) implements Input {}

    /** The work of the term with this token has come to rest. */
    record Drained(long token) implements Input {}

    /** Kinds of watch events. */
    enum Change {
        ADDED,
        MODIFIED,
        DELETED
    }
}
