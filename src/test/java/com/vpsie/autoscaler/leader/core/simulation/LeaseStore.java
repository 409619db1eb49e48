package com.vpsie.autoscaler.leader.core.simulation;

import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.LeaseRecord;
import com.vpsie.autoscaler.leader.core.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A linearizable store of one Lease with uid, resourceVersion, compare-and-set and the no-op rule of the API server. */
final class LeaseStore {
    /** Something this code knows nothing of and must keep. */
    static final Map<String, Object> UNKNOWN = Map.of("spec", Map.of("strategy", "Oldest"));

    record Change(Input.Change kind, LeaseRecord record) {}

    private final List<Change> history = new ArrayList<>();
    private final List<BiConsumer<Input.Change, LeaseRecord>> watchers = new ArrayList<>();
    private Optional<LeaseRecord> lease = Optional.empty();
    private long version = 100;
    private int uids;

    Optional<LeaseRecord> lease() {
        return lease;
    }

    List<Change> historyAfter(long from) {
        return history.stream()
                .filter(change -> change.record().version() > from)
                .toList();
    }

    void onChange(BiConsumer<Input.Change, LeaseRecord> watcher) {
        watchers.add(watcher);
    }

    Outcome get() {
        return lease.<Outcome>map(Outcome.Ok::new).orElseGet(() -> new Outcome.NotFound("leases not found"));
    }

    Outcome create(LeaseRecord wanted) {
        if (lease.isPresent()) {
            return new Outcome.Conflict("already exists");
        }
        return new Outcome.Ok(store(Input.Change.ADDED, wanted, "uid-" + ++uids, UNKNOWN));
    }

    Outcome put(LeaseRecord wanted) {
        if (lease.isEmpty()) {
            return new Outcome.Conflict("uid precondition");
        }
        LeaseRecord old = lease.get();
        if (!old.uid().equals(wanted.uid()) || old.version() != wanted.version()) {
            return new Outcome.Conflict("the object has been modified");
        }
        return new Outcome.Ok(
                old.equals(wanted) ? old : store(Input.Change.MODIFIED, wanted, wanted.uid(), wanted.carried()));
    }

    /** A third party's hand: deletes the Lease. */
    void delete() {
        lease.ifPresent(old -> {
            version++;
            LeaseRecord last = copy(old, old.uid(), version, old.carried());
            lease = Optional.empty();
            tell(Input.Change.DELETED, last);
        });
    }

    /** A third party's hand: touches only what the election does not name. */
    void annotate() {
        lease.ifPresent(old -> store(Input.Change.MODIFIED, old, old.uid(), old.carried()));
    }

    /** A backup is restored: the record of before, at its version of before; watches end. */
    void rewind(LeaseRecord before) {
        lease = Optional.of(before);
        version = before.version();
        history.clear();
    }

    private LeaseRecord store(Input.Change kind, LeaseRecord wanted, String uid, Map<String, Object> carried) {
        version += 1 + version % 3; // other objects live in the store too
        LeaseRecord stored = copy(wanted, uid, version, carried);
        lease = Optional.of(stored);
        tell(kind, stored);
        return stored;
    }

    private void tell(Input.Change kind, LeaseRecord record) {
        history.add(new Change(kind, record));
        watchers.forEach(watcher -> watcher.accept(kind, record));
    }

    private static LeaseRecord copy(LeaseRecord of, String uid, long version, Map<String, Object> carried) {
        return new LeaseRecord(
                uid,
                version,
                of.holder(),
                of.durationSeconds(),
                of.acquireMicros(),
                of.renewMicros(),
                of.transitions(),
                carried);
    }
}
