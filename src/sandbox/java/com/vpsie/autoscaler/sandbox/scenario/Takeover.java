package com.vpsie.autoscaler.sandbox.scenario;

import com.vpsie.autoscaler.sandbox.LeaseJournal;
import com.vpsie.autoscaler.sandbox.Sandbox;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Ends a leader and measures how long it takes until another one leads. Used by one thread. */
final class Takeover {
    private final Sandbox sandbox;
    private final LeaseJournal journal;

    /**
     * Times are counted from the signal.
     *
     * @param released when the API server had committed a Lease without a holder, if it was released
     * @param taken when the API server had committed the Lease with the next holder
     * @param gate when the next leader said itself that it leads
     */
    record Measured(String from, String to, Optional<Duration> released, Duration taken, Duration gate) {}

    Takeover(Sandbox sandbox, LeaseJournal journal) {
        this.sandbox = sandbox;
        this.journal = journal;
    }

    /** Waits until a replica leads and the Lease names it. */
    Replica awaitLeader(Duration patience) throws Exception {
        return Await.answer(patience, "a leader", this::seen, this::leader);
    }

    private Optional<Replica> leader() throws InterruptedException {
        String holder = journal.latest().map(LeaseJournal.Entry::pod).orElse("");
        for (Replica replica : sandbox.replicas()) {
            if (replica.spec().name().equals(holder) && sandbox.probe().isLeading(replica)) {
                return Optional.of(replica);
            }
        }
        return Optional.empty();
    }

    private String seen() {
        return "Lease " + sandbox.lease() + " is held by "
                + journal.latest()
                        .map(LeaseJournal.Entry::holder)
                        .map(h -> "\"" + h + "\"")
                        .orElse("nobody yet");
    }

    /**
     * Ends the leader of this moment.
     *
     * @param end how
     * @param patience until another one must lead, whatever is allowed
     */
    Measured after(Consumer<Replica> end, Duration patience) throws Exception {
        Replica old = awaitLeader(Duration.ofSeconds(20));
        String name = old.spec().name();
        Instant signal = Instant.now();
        long start = System.nanoTime();
        end.accept(old);
        Replica next = Await.answer(
                patience, "another leader than " + name, this::seen, () -> leader().filter(found -> found != old));
        Duration gate = Duration.ofNanos(System.nanoTime() - start);
        LeaseJournal.Entry taken = firstAfter(signal, next.spec().name())
                .orElseThrow(() ->
                        new StepFailed("the Lease never named " + next.spec().name()));
        Optional<Duration> released = journal.first(
                        entry -> entry.holder().isEmpty() && !entry.at().isBefore(signal))
                .filter(entry -> !entry.at().isAfter(taken.at()))
                .map(entry -> Duration.between(signal, entry.at()));
        awaitEnd(old);
        return new Measured(name, next.spec().name(), released, Duration.between(signal, taken.at()), gate);
    }

    private Optional<LeaseJournal.Entry> firstAfter(Instant signal, String pod) {
        return journal.first(entry -> entry.pod().equals(pod) && !entry.at().isBefore(signal));
    }

    private static void awaitEnd(Replica old) throws InterruptedException {
        if (!old.awaitEnd(Duration.ofSeconds(30))) {
            throw new StepFailed(old.spec().name() + " still runs 30 s after it was told to end");
        }
    }
}
