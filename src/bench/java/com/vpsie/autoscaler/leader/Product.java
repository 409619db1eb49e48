package com.vpsie.autoscaler.leader;

import java.util.Locale;

/** Who is compared. */
enum Product {
    OURS,
    FABRIC8;

    /** An elector that races at once. */
    Contestant enter(Contestant.Entry entry) {
        return switch (this) {
            case OURS -> new OurContestant(entry);
            case FABRIC8 -> new Fabric8Contestant(entry);
        };
    }

    /** The beginning of the names of its Leases. */
    String prefix(String part, int electors) {
        return "bench-" + part + "-" + name().toLowerCase(Locale.ROOT) + "-" + electors + "-";
    }
}
