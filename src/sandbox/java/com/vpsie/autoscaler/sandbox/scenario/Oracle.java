package com.vpsie.autoscaler.sandbox.scenario;

import com.vpsie.autoscaler.sandbox.LeaseJournal;
import com.vpsie.autoscaler.sandbox.SampleGroup;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import com.vpsie.autoscaler.sandbox.vpsie.CloudLog;
import com.vpsie.autoscaler.sandbox.vpsie.Lifetime;
import com.vpsie.autoscaler.sandbox.vpsie.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges one run by the cloud's own log and by the versions of the Lease; what replicas say of themselves does not
 * count. Looks only at what was logged after its creation. Thread-safe.
 */
final class Oracle {
    /** How far the times of two logs may lie apart. */
    private static final Duration SKEW = Duration.ofMillis(100);

    private final CloudLog log;
    private final LeaseJournal journal;
    private final int from;

    Oracle(CloudLog log, LeaseJournal journal) {
        this.log = log;
        this.journal = journal;
        this.from = log.entries().size();
    }

    private List<CloudEntry> entries() {
        List<CloudEntry> all = log.entries();
        return all.subList(from, all.size());
    }

    private long executed(Operation operation) {
        return entries().stream()
                .filter(entry -> entry.operation() == operation && entry.executed())
                .count();
    }

    /** Purchases in this run. */
    long bought() {
        return executed(Operation.ADD_NODE);
    }

    /** Machines that exist at VPSie now, being deleted or not. */
    long living() {
        Instant now = Instant.now();
        return log.intervals(SampleGroup.NAME).stream()
                .filter(life -> life.existsAt(now))
                .count();
    }

    /** Groups that were created in this run and not deleted. */
    long livingGroups() {
        return executed(Operation.CREATE_GROUP) - executed(Operation.DELETE_GROUP);
    }

    /**
     * The verdict over the whole run.
     *
     * @param wanted how many nodes should have been bought
     * @throws StepFailed names the first thing that is wrong
     */
    String judge(int wanted) {
        expect(bought() == wanted, "nodes bought: " + bought() + ", wanted: " + wanted);
        List<Lifetime> undeleted = log.living(SampleGroup.NAME);
        expect(undeleted.isEmpty(), "machines never deleted: " + undeleted);
        expect(executed(Operation.DELETE_NODE) == wanted, "machines deleted: " + executed(Operation.DELETE_NODE));
        expect(log.forbidden().isEmpty(), "forbidden calls: " + log.forbidden());
        long lost = entries().stream()
                .filter(entry -> entry.operation() == Operation.ADD_NODE
                        && entry.executed()
                        && entry.answer() == CloudEntry.Answer.LOST)
                .count();
        expect(lost == 1, "purchases whose answer was lost: " + lost + ", and the script lost 1");
        entries().stream().filter(CloudEntry::executed).forEach(this::expectLeader);
        return wanted + " bought (1 answer lost), " + wanted
                + " deleted, no forbidden call, each by the leader of its time";
    }

    private void expectLeader(CloudEntry entry) {
        boolean led = heldAt(entry.at(), entry.caller())
                || heldAt(entry.at().minus(SKEW), entry.caller())
                || heldAt(entry.at().plus(SKEW), entry.caller());
        expect(
                led,
                entry.operation() + " at " + entry.at() + " by " + entry.caller() + ", while the Lease was held by "
                        + journal.at(entry.at()).map(LeaseJournal.Entry::holder).orElse("nobody"));
    }

    private boolean heldAt(Instant instant, String caller) {
        Optional<String> holder = journal.at(instant).map(LeaseJournal.Entry::pod);
        return holder.filter(pod -> !pod.isEmpty() && caller.startsWith(pod)).isPresent();
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new StepFailed(otherwise);
        }
    }
}
