package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says who acted without the right to, by the cloud's log and the commits of the Lease alone. Both are of one machine
 * with one clock. Values in, findings out; stateless but for its bounds.
 *
 * <p>A call belongs to a term by its caller and its arrival. It must arrive within D of a commit of its caller, counted
 * from the arrival of that commit's request, and nobody else's commit may lie between. A take-over must leave D between
 * itself and the last commit of whoever led, so that even a gate nobody pulled was closed. Where a third party wrote
 * into the Lease, calls of the term that it broke may arrive for D more and no longer.
 */
public final class Judge {
    private final Duration deadline;
    private final Set<String> replicas;

    /**
     * What was found.
     *
     * @param calls how many were judged
     * @param violations empty when all is well
     * @param overlap how long two terms had calls begun side by side, at most; zero without
     * @param allowed the part of it that a third party's write excuses
     * @param margin the least time between the last instant at which a gate can have been open and a take-over
     * @param anchor the longest time between a commit and a call that hangs on it
     */
    public record Findings(
            int calls,
            List<String> violations,
            Duration overlap,
            Duration allowed,
            Optional<Duration> margin,
            Optional<Duration> anchor) {}

    /**
     * @param deadline D of the election
     * @param replicas their users; everybody else who writes into the Lease is a third party
     */
    public Judge(Duration deadline, Set<String> replicas) {
        this.deadline = deadline;
        this.replicas = Set.copyOf(replicas);
    }

    /**
     * Judges the calls given, and the take-overs whose commits arrived after {@code from}.
     *
     * @param commits all of them, in their order
     */
    public Findings judge(List<Commit> commits, List<CloudEntry> calls, Instant from) {
        Tally tally = new Tally();
        calls.forEach(call -> judge(commits, call, tally));
        takeOvers(commits, from, tally);
        return new Findings(
                calls.size(), List.copyOf(tally.violations), tally.overlap, tally.allowed, tally.margin, tally.anchor);
    }

    /** What is being gathered. */
    private static final class Tally {
        private final List<String> violations = new ArrayList<>();
        private Duration overlap = Duration.ZERO;
        private Duration allowed = Duration.ZERO;
        private Optional<Duration> margin = Optional.empty();
        private Optional<Duration> anchor = Optional.empty();

        private void overlaps(Duration time) {
            overlap = time.compareTo(overlap) > 0 ? time : overlap;
        }

        private void isAllowed(Duration time) {
            allowed = time.compareTo(allowed) > 0 ? time : allowed;
        }
    }

    private void judge(List<Commit> commits, CloudEntry call, Tally tally) {
        Instant at = call.receivedAt();
        String what = call.operation() + " of " + call.caller() + " at " + at;
        int own = -1;
        for (int i = 0; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            if (commit.holds()
                    && commit.user().equals(call.caller())
                    && !commit.received().isAfter(at)) {
                own = i;
            }
        }
        if (own < 0) {
            tally.violations.add(what + ": never led");
            return;
        }
        Duration age = Duration.between(commits.get(own).received(), at);
        tally.anchor =
                tally.anchor.filter(longest -> longest.compareTo(age) >= 0).or(() -> Optional.of(age));
        if (age.compareTo(deadline) >= 0) {
            tally.violations.add(what + ": " + millis(age) + " after its last commit");
        }
        commits.subList(own + 1, commits.size()).stream()
                .filter(commit -> commit.received().isBefore(at))
                .findFirst()
                .ifPresent(after -> afterTheEnd(what, Duration.between(after.received(), at), after, tally));
    }

    private void afterTheEnd(String what, Duration late, Commit end, Tally tally) {
        tally.overlaps(late);
        if (replicas.contains(end.user())) {
            tally.violations.add(what + ": " + millis(late) + " after " + words(end));
        } else if (late.compareTo(deadline) >= 0) {
            tally.violations.add(what + ": " + millis(late) + " after " + words(end) + ", which excuses " + deadline);
        } else {
            tally.isAllowed(late);
        }
    }

    private void takeOvers(List<Commit> commits, Instant from, Tally tally) {
        Optional<Commit> last = Optional.empty();
        boolean ranOut = true;
        for (Commit commit : commits) {
            if (!commit.holds()) {
                ranOut = false; // given back by its holder, or a third party's doing
                continue;
            }
            Optional<Commit> before = last.filter(one -> !one.holder().equals(commit.holder()));
            if (before.isPresent() && ranOut && commit.received().isAfter(from)) {
                Duration left = Duration.between(before.get().received().plus(deadline), commit.received());
                tally.margin =
                        tally.margin.filter(least -> least.compareTo(left) <= 0).or(() -> Optional.of(left));
                if (left.isNegative()) {
                    tally.violations.add(words(commit) + " while the gate of "
                            + before.get().holder() + " can have been open for " + millis(left.negated()) + " more");
                }
            }
            last = Optional.of(commit);
            ranOut = true;
        }
    }

    private static String words(Commit commit) {
        return commit.user() + " wrote holder \"" + commit.holder() + "\" at " + commit.received();
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }
}
