package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.AuditLog;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What the API server itself says of the requests it has answered: the oracle of the benchmark. The time of a commit is
 * that of its answer, by the clock of this machine. Thread-safe.
 */
final class RequestLog {
    private static final Set<String> READS = Set.of("get", "list", "watch");
    private static final String LEASES = "leases.coordination.k8s.io";

    /** A write to a Lease, or the refusal of one. */
    record Write(Instant at, String user, String lease, int status) {
        boolean committed() {
            return status >= 200 && status < 300;
        }

        boolean conflict() {
            return status == 409;
        }
    }

    /** Where entries come from: each is handed out once. */
    private interface Source {
        void more(RequestLog log);
    }

    private final Source source;
    private final ToLongFunction<Set<String>> reads;
    private final Map<String, List<Write>> byLease = new HashMap<>();
    private int position;

    private RequestLog(Source source, ToLongFunction<Set<String>> reads) {
        this.source = source;
        this.reads = reads;
    }

    static RequestLog of(EmbeddedKubernetes api) {
        return new RequestLog(
                log -> api.writes().entriesFrom(log.position).forEach(entry -> {
                    log.position++;
                    if (entry.kind().equals(LEASES)) {
                        log.add(new Write(entry.time(), entry.user(), entry.name(), entry.status()));
                    }
                }),
                users -> api.asked().count(entry -> READS.contains(entry.verb()) && users.contains(entry.user())));
    }

    static RequestLog of(RealKubernetes api) {
        Map<String, Long> counted = new HashMap<>();
        return new RequestLog(
                log -> api.requests().entriesFrom(log.position).forEach(entry -> {
                    log.position++;
                    log.add(entry, counted);
                }),
                users -> users.stream()
                        .mapToLong(user -> counted.getOrDefault(user, 0L))
                        .sum());
    }

    private void add(AuditLog.Entry entry, Map<String, Long> counted) {
        if (READS.contains(entry.verb())) {
            counted.merge(entry.user(), 1L, Long::sum);
        } else if (entry.resource().equals(LEASES)) {
            add(new Write(entry.answered(), entry.user(), entry.name(), entry.status()));
        }
    }

    private void add(Write write) {
        byLease.computeIfAbsent(write.lease(), first -> new ArrayList<>()).add(write);
    }

    /** Writes to one Lease so far, oldest first. */
    synchronized List<Write> writesTo(String lease) {
        source.more(this);
        return List.copyOf(byLease.getOrDefault(lease, List.of()));
    }

    /** How often these have read anything so far. */
    synchronized long readsOf(Set<String> users) {
        source.more(this);
        return reads.applyAsLong(users);
    }
}
