package com.vpsie.autoscaler.it.faults;

/** What can go wrong. Immutable. */
enum Kind {
    TERMINATED("SIGTERM", Outcome.HANDED_OVER, true),
    KILLED("SIGKILL", Outcome.TAKEN, true),
    KILLED_PAYING("SIGKILL while a purchase is under way", Outcome.TAKEN, false),
    PAUSED_PAYING("SIGSTOP for 1.5 L while a purchase is under way", Outcome.TAKEN, false),
    PAUSED_INTENDING("SIGSTOP for 1.5 L just before a purchase", Outcome.TAKEN, false),
    RESET_PAYING("purchase under way, its connection reset", Outcome.KEPT, false),
    BLACK_HOLE("TCP black hole", Outcome.TAKEN, true),
    RESET("TCP reset", Outcome.KEPT, true),
    CUT_OFF("TCP resets for 2 L", Outcome.TAKEN, true),
    REQUESTS_LOST("requests lost, answers pass", Outcome.TAKEN, true),
    ANSWERS_LOST("answers lost, requests pass", Outcome.TAKEN, true),
    LATENCY("20 s latency", Outcome.TAKEN, true),
    API_RESTARTED("API server away and back", Outcome.AGAIN, false),
    LEASE_DELETED("Lease deleted by hand", Outcome.BY_HAND, false),
    LEASE_GRABBED("Lease given to a stranger by hand", Outcome.BY_HAND, false),
    LEASE_EMPTIED("Lease half emptied by hand", Outcome.BY_HAND, false),
    RIGHTS_REVOKED("rights revoked and given back", Outcome.TAKEN, true),
    TOKEN_EXPIRED("token expired, the next one late", Outcome.TAKEN, true),
    TOKEN_ROTATED("token rotated", Outcome.KEPT, true);

    private final String words;
    private final Outcome outcome;
    private final boolean hitsFollowers;

    Kind(String words, Outcome outcome, boolean hitsFollowers) {
        this.words = words;
        this.outcome = outcome;
        this.hitsFollowers = hitsFollowers;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** What must come of it when the leader is the victim; a follower's troubles change nothing. */
    Outcome outcome() {
        return outcome;
    }

    /** Whether it can also happen to a follower. */
    boolean hitsFollowers() {
        return hitsFollowers;
    }

    /** Whether a real API server can be made to do it: tokens in its file do not expire. */
    boolean worksOnReal() {
        return this != TOKEN_EXPIRED && this != TOKEN_ROTATED;
    }

    /** What becomes of the lead. */
    enum Outcome {
        /** Given up in order and taken by another replica, counted from the fault. */
        HANDED_OVER,
        /** Taken by another replica after it ran out, counted from the last commit of the one that had it. */
        TAKEN,
        /** Renewed or taken by any replica as soon as that is possible, counted from the end of the fault. */
        AGAIN,
        /** The same after a third party wrote into the Lease, counted from that write. */
        BY_HAND,
        /** Stays where it is. */
        KEPT
    }
}
