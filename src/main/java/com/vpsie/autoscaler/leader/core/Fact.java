package com.vpsie.autoscaler.leader.core;

import java.time.Duration;

/** What metrics count and the log may tell. */
public sealed interface Fact {
    /** A renewal committed this long after it began. */
    record Renewed(Duration took) implements Fact {}

    /** A renewal failed. */
    record RenewFailed(String code) implements Fact {}

    /** A write met another version: read, then write again. */
    record SlowPath() implements Fact {}

    /** Another replica than before holds the Lease. */
    record HolderChanged(String from, String to) implements Fact {}

    /** From the moment the Lease could be taken to the open gate. */
    record HandedOver(Handoff kind, Duration took) implements Fact {}

    /** This witness of time stands apart; the gate is closed until a renewal commits. */
    record ClockSuspect(ClockReading.Witness witness) implements Fact {}

    /** Something a person should know; told again only when it changes. */
    record Trouble(String text) implements Fact {}

    /** One line for the debug log. */
    record Verdict(String text) implements Fact {}

    /** Why the Lease could be taken. */
    enum Handoff {
        /** There was none. */
        CREATED,
        /** Its holder gave it back. */
        RELEASED,
        /** Its holder was silent for the record's duration. */
        EXPIRED,
        /** Its holder was an earlier process of this container. */
        SUCCEEDED,
        /** It was this very elector's own. */
        RESUMED
    }
}
