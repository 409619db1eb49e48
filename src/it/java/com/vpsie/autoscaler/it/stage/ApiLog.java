package com.vpsie.autoscaler.it.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.WriteLog;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.real.AuditLog;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.kube.store.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The writes that an API server accepted from the replicas and from the test, as it wrote them down itself. Thread-safe. */
public final class ApiLog {
    static final String LEASES = "leases.coordination.k8s.io";

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    private final IntFunction<Part> source;
    private final List<Write> known = new ArrayList<>();
    private int position;

    /** What is new in the server's log, and how many of its entries that were. */
    private record Part(int entries, List<Write> writes) {}

    /**
     * One of them.
     *
     * @param received when the request had arrived
     * @param answered when it was answered
     * @param resource plural and group, with the subresource after a slash on the embedded API
     * @param version of a Lease after it, 0 of a deletion
     * @param holder of a Lease after it, empty for none
     */
    public record Write(
            Instant received,
            Instant answered,
            String user,
            String verb,
            String resource,
            String name,
            long version,
            String holder) {}

    private ApiLog(IntFunction<Part> source) {
        this.source = source;
    }

    static ApiLog of(EmbeddedKubernetes api, String namespace) {
        Map<String, String> holders = new ConcurrentHashMap<>();
        api.store()
                .watch(
                        BuiltinKinds.LEASE,
                        namespace,
                        Selector.parse(BuiltinKinds.LEASE, "", ""),
                        api.store().version(),
                        event -> holders.put(Long.toString(event.version()), holder(event.object())));
        return new ApiLog(from -> {
            List<WriteLog.Entry> entries = api.writes().entriesFrom(from);
            return new Part(
                    entries.size(),
                    entries.stream()
                            .filter(WriteLog.Entry::accepted)
                            .map(entry -> write(entry, holders.getOrDefault(entry.resourceVersion(), "")))
                            .toList());
        });
    }

    private static Write write(WriteLog.Entry entry, String holder) {
        boolean lease = entry.kind().equals(LEASES);
        boolean versioned = lease && !entry.verb().equals("delete");
        return new Write(
                entry.received(),
                entry.time(),
                entry.user(),
                entry.verb(),
                entry.kind(),
                entry.name(),
                versioned ? Long.parseLong(entry.resourceVersion()) : 0,
                lease ? holder : "");
    }

    static ApiLog of(RealKubernetes api) {
        return new ApiLog(from -> {
            List<AuditLog.Entry> entries = api.requests().entriesFrom(from);
            return new Part(
                    entries.size(),
                    entries.stream()
                            .filter(entry -> WRITES.contains(entry.verb()) && isAccepted(entry.status()))
                            .map(ApiLog::write)
                            .toList());
        });
    }

    private static Write write(AuditLog.Entry entry) {
        return new Write(
                entry.received(),
                entry.answered(),
                entry.user(),
                entry.verb(),
                entry.resource(),
                entry.name(),
                entry.object().at("/metadata/resourceVersion").asLong(),
                holder(entry.object()));
    }

    private static boolean isAccepted(int status) {
        return status >= 200 && status < 300;
    }

    private static String holder(JsonNode lease) {
        return lease.at("/spec/holderIdentity").asText("");
    }

    /** All so far. */
    public synchronized List<Write> writes() {
        Part more = source.apply(position);
        position += more.entries();
        known.addAll(more.writes());
        return List.copyOf(known);
    }

    /** Users whose creations of this kind were accepted. */
    public Set<String> creators(String resource) {
        return writes().stream()
                .filter(write ->
                        write.verb().equals("create") && write.resource().equals(resource))
                .map(Write::user)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
