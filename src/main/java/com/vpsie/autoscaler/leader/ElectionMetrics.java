package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Fact;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

/** The metrics of one election; every name and label is listed here. Any thread. */
@Dependent
public class ElectionMetrics {
    private static final double NANOS = 1e9;

    private final MetricRegistry registry;
    private Tag name = new Tag("name", "");

    @Inject
    ElectionMetrics(@RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE) MetricRegistry registry) {
        this.registry = registry;
    }

    /** What the gauges show, read at each scrape. */
    interface Readings {
        ElectorStatus status();

        Duration remaining();

        /** Age of the last commit, zero without a term. */
        Duration commitAge();
    }

    /** Registers everything that exists from the start. */
    void register(String electionId, Duration leaseDuration, Readings readings) {
        name = new Tag("name", electionId);
        gauge(
                "leader_election_master_status",
                "1 while this replica leads",
                () -> readings.status().leads() ? 1 : 0);
        gauge(
                "leader_election_lease_duration_seconds",
                "Lease duration as configured",
                () -> leaseDuration.toNanos() / NANOS);
        gauge(
                "leader_election_lease_remaining_seconds",
                "Time until the gate closes by itself",
                () -> readings.remaining().toNanos() / NANOS);
        gauge(
                "leader_election_last_commit_age_seconds",
                "Age of the last committed write of the term",
                () -> readings.commitAge().toNanos() / NANOS);
        for (ElectorStatus.State state : ElectorStatus.State.values()) {
            Tag label = new Tag("state", state.name().toLowerCase(Locale.ROOT));
            gauge(
                    "leader_election_state",
                    "1 for the state the elector is in",
                    () -> readings.status().state() == state ? 1 : 0,
                    label);
        }
        registry.counter(meta("leader_election_transitions_total", "Changes of holder this process has seen"), name);
        registry.counter(meta("leader_election_slowpath_total", "Renewals that had to read the Lease first"), name);
        registry.timer(meta("leader_election_renew_duration_seconds", "Committed renewals"), name);
    }

    void record(Fact fact) {
        if (fact instanceof Fact.Renewed renewed) {
            registry.timer(meta("leader_election_renew_duration_seconds", "Committed renewals"), name)
                    .update(renewed.took());
        } else if (fact instanceof Fact.RenewFailed failed) {
            count("leader_election_renew_failures_total", "Renewals that failed", new Tag("code", failed.code()));
        } else if (fact instanceof Fact.SlowPath) {
            registry.counter(meta("leader_election_slowpath_total", "Renewals that had to read the Lease first"), name)
                    .inc();
        } else if (fact instanceof Fact.HolderChanged) {
            registry.counter(meta("leader_election_transitions_total", "Changes of holder this process has seen"), name)
                    .inc();
        } else if (fact instanceof Fact.HandedOver handed) {
            Tag kind = new Tag("kind", handed.kind().name().toLowerCase(Locale.ROOT));
            registry.timer(
                            meta("leader_election_handoff_seconds", "From a Lease that can be taken to the open gate"),
                            name,
                            kind)
                    .update(handed.took());
        } else if (fact instanceof Fact.ClockSuspect suspect) {
            Tag witness = new Tag("witness", suspect.witness().name().toLowerCase(Locale.ROOT));
            count("leader_election_clock_suspect_total", "Times the clocks disagreed", witness);
        }
    }

    void denied(NotLeaderException.Reason reason) {
        Tag label = new Tag("reason", reason.name().toLowerCase(Locale.ROOT));
        count("leader_election_gate_denied_total", "Actions the gate refused", label);
    }

    private void count(String metric, String description, Tag label) {
        registry.counter(meta(metric, description), name, label).inc();
    }

    /** Replaces one that an earlier deployment left behind: it would show a dead election for ever. */
    private void gauge(String metric, String description, Supplier<Number> value, Tag... more) {
        Tag[] labels = Stream.concat(Stream.of(name), Stream.of(more)).toArray(Tag[]::new);
        registry.remove(new MetricID(metric, labels));
        registry.gauge(meta(metric, description), value, labels);
    }

    private static Metadata meta(String metric, String description) {
        return Metadata.builder().withName(metric).withDescription(description).build();
    }
}
