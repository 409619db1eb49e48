package com.vpsie.autoscaler.it.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every commit of one Lease, out of the API server's own log. Thread-safe. */
public final class LeaseHistory {
    private final ApiLog log;
    private final String lease;

    LeaseHistory(ApiLog log, String lease) {
        this.log = log;
        this.lease = lease;
    }

    /** All so far, in the order in which they took effect. */
    public List<Commit> commits() {
        record Placed(long version, boolean deletion, Commit commit) {}
        List<Placed> placed = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long newest = 0;
        for (ApiLog.Write write : inOrderOfAnswers()) {
            boolean deletion = write.verb().equals("delete");
            long version = deletion ? newest : write.version();
            newest = Math.max(newest, version);
            // the same version once more is a write that changed nothing
            if (deletion || seen.add(version)) {
                String holder = deletion ? "" : write.holder();
                Commit commit = new Commit(write.received(), write.answered(), write.user(), version, holder);
                placed.add(new Placed(version, deletion, commit));
            }
        }
        return placed.stream()
                .sorted(Comparator.comparingLong(Placed::version).thenComparing(Placed::deletion))
                .map(Placed::commit)
                .toList();
    }

    private List<ApiLog.Write> inOrderOfAnswers() {
        return log.writes().stream()
                .filter(write ->
                        write.resource().equals(ApiLog.LEASES) && write.name().equals(lease))
                .sorted(Comparator.comparing(ApiLog.Write::answered))
                .toList();
    }

    /** Those whose request arrived after an instant. */
    public List<Commit> since(Instant instant) {
        return commits().stream()
                .filter(commit -> commit.received().isAfter(instant))
                .toList();
    }

    /** The last one by which a replica holds the Lease, if it still does. */
    public Optional<Commit> holding() {
        return commits().stream().reduce((earlier, later) -> later).filter(Commit::holds);
    }
}
