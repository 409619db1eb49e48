package com.vpsie.autoscaler.core.intent;

/** What is known after the request of an operation. */
public sealed interface Answer {
    /** Done, and the new machine is known. */
    record Identified(String identifier) implements Answer {}

    /** Done, definitely; what it made will be seen in a list. */
    record Accepted() implements Answer {}

    /**
     * Certainly not done.
     *
     * @param lasting true when asking again at once would be refused again; false when it was our side or the moment
     */
    record NotDone(boolean lasting) implements Answer {}

    /** Sent, and nobody knows. */
    record Unknown() implements Answer {}
}
