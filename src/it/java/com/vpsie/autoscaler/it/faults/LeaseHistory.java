package com.vpsie.autoscaler.it.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.WriteLog;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.real.AuditLog;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Every commit of one Lease, out of the API server's own log. Thread-safe. */
final class LeaseHistory {
    private static final String LEASES = "leases.coordination.k8s.io";
    private static final String DELETE = "delete";

    private final IntFunction<Part> source;
    private final List<Written> written = new ArrayList<>();
    private int position;

    /** A write that was accepted; of a deletion the version is 0. */
    private record Written(Instant received, Instant answered, String user, String verb, long version, String holder) {}

    /** What is new in the log, and how many of its entries that were. */
    private record Part(int entries, List<Written> written) {}

    private LeaseHistory(IntFunction<Part> source) {
        this.source = source;
    }

    static LeaseHistory of(EmbeddedKubernetes api, String namespace, String lease) {
        Map<String, String> holders = new ConcurrentHashMap<>();
        api.store()
                .watch(
                        BuiltinKinds.LEASE,
                        namespace,
                        Selector.parse(BuiltinKinds.LEASE, "", "metadata.name=" + lease),
                        api.store().version(),
                        event -> holders.put(Long.toString(event.version()), holder(event.object())));
        return new LeaseHistory(from -> {
            List<WriteLog.Entry> entries = api.writes().entriesFrom(from);
            return new Part(
                    entries.size(),
                    entries.stream()
                            .filter(entry -> entry.accepted()
                                    && entry.kind().equals(LEASES)
                                    && entry.name().equals(lease))
                            .map(entry -> new Written(
                                    entry.received(),
                                    entry.time(),
                                    entry.user(),
                                    entry.verb(),
                                    entry.verb().equals(DELETE) ? 0 : Long.parseLong(entry.resourceVersion()),
                                    holders.getOrDefault(entry.resourceVersion(), "")))
                            .toList());
        });
    }

    static LeaseHistory of(RealKubernetes api, String lease) {
        return new LeaseHistory(from -> {
            List<AuditLog.Entry> entries = api.requests().entriesFrom(from);
            return new Part(
                    entries.size(),
                    entries.stream()
                            .filter(entry -> entry.resource().equals(LEASES)
                                    && entry.name().equals(lease)
                                    && Set.of("create", "update", "patch", DELETE)
                                            .contains(entry.verb())
                                    && entry.status() >= 200
                                    && entry.status() < 300)
                            .map(entry -> new Written(
                                    entry.received(),
                                    entry.answered(),
                                    entry.user(),
                                    entry.verb(),
                                    entry.object()
                                            .at("/metadata/resourceVersion")
                                            .asLong(),
                                    holder(entry.object())))
                            .toList());
        });
    }

    private static String holder(JsonNode lease) {
        return lease.at("/spec/holderIdentity").asText("");
    }

    /** All so far, in the order in which they took effect. */
    synchronized List<Commit> commits() {
        Part more = source.apply(position);
        position += more.entries();
        written.addAll(more.written());
        written.sort(Comparator.comparing(Written::answered));
        record Placed(long version, boolean deletion, Commit commit) {}
        List<Placed> placed = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long newest = 0;
        for (Written one : written) {
            boolean deletion = one.verb().equals(DELETE);
            long version = deletion ? newest : one.version();
            newest = Math.max(newest, version);
            // the same version once more is a write that changed nothing
            if (deletion || seen.add(version)) {
                Commit commit =
                        new Commit(one.received(), one.answered(), one.user(), version, deletion ? "" : one.holder());
                placed.add(new Placed(version, deletion, commit));
            }
        }
        return placed.stream()
                .sorted(Comparator.comparingLong(Placed::version).thenComparing(Placed::deletion))
                .map(Placed::commit)
                .toList();
    }

    /** Those whose request arrived after an instant. */
    List<Commit> since(Instant instant) {
        return commits().stream()
                .filter(commit -> commit.received().isAfter(instant))
                .toList();
    }

    /** The last one by which a replica holds the Lease, if it still does. */
    Optional<Commit> holding() {
        return commits().stream().reduce((earlier, later) -> later).filter(Commit::holds);
    }
}
