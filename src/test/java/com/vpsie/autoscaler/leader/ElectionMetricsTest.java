package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Fact;
import com.vpsie.autoscaler.leader.core.NotLeaderException;
import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each metric of the election, by the fact that moves it. */
class ElectionMetricsTest {
    private static final Tag NAME = new Tag("name", "test-leader");

    private final MetricRegistry registry = SharedMetricRegistries.getOrCreate("metrics-" + UUID.randomUUID());
    private final ElectionMetrics metrics = new ElectionMetrics(registry);
    private ElectorStatus.State state = ElectorStatus.State.FOLLOWER;

    @BeforeEach
    void register() {
        metrics.register("test-leader", Duration.ofSeconds(15), new ElectionMetrics.Readings() {
            @Override
            public ElectorStatus status() {
                return new ElectorStatus(state, false, "me", 7, null, true, "", false);
            }

            @Override
            public Duration remaining() {
                return Duration.ofMillis(2_500);
            }

            @Override
            public Duration commitAge() {
                return Duration.ofMillis(7_500);
            }
        });
    }

    private static MetricID id(String metric, Tag... more) {
        return new MetricID(
                metric, Stream.concat(Stream.of(NAME), Stream.of(more)).toArray(Tag[]::new));
    }

    private double gauge(String metric, Tag... more) {
        Gauge<?> gauge = registry.getGauge(id(metric, more));
        assertThat(gauge).as(metric).isNotNull();
        return gauge.getValue().doubleValue();
    }

    private long count(String metric, Tag... more) {
        return registry.getCounter(id(metric, more)).getCount();
    }

    private Timer timer(String metric, Tag... more) {
        return registry.getTimer(id(metric, more));
    }

    @Test
    void theGateAndTheLeaseAreShown() {
        assertThat(gauge("leader_election_lease_duration_seconds")).isEqualTo(15);
        assertThat(gauge("leader_election_lease_remaining_seconds")).isEqualTo(2.5);
        assertThat(gauge("leader_election_last_commit_age_seconds")).isEqualTo(7.5);
    }

    @Test
    void theMasterIsWhoeverLeadsAlsoInJeopardyAndNobodyElse() {
        for (ElectorStatus.State each : ElectorStatus.State.values()) {
            state = each;
            boolean leads = each == ElectorStatus.State.OFF
                    || each == ElectorStatus.State.LEADING
                    || each == ElectorStatus.State.JEOPARDY;
            assertThat(gauge("leader_election_master_status")).as(each.name()).isEqualTo(leads ? 1 : 0);
        }
    }

    @Test
    void exactlyOneStateIsOne() {
        state = ElectorStatus.State.DRAINING;
        for (ElectorStatus.State each : ElectorStatus.State.values()) {
            Tag label = new Tag("state", each.name().toLowerCase(Locale.ROOT));
            assertThat(gauge("leader_election_state", label)).isEqualTo(each == state ? 1 : 0);
        }
    }

    @Test
    void whatIsCountedStartsAtZero() {
        assertThat(count("leader_election_transitions_total")).isZero();
        assertThat(count("leader_election_slowpath_total")).isZero();
        assertThat(timer("leader_election_renew_duration_seconds").getCount()).isZero();
    }

    @Test
    void eachFactMovesItsMetric() {
        metrics.record(new Fact.HolderChanged("one", "two"));
        metrics.record(new Fact.SlowPath());
        metrics.record(new Fact.RenewFailed("503"));
        metrics.record(new Fact.ClockSuspect(ClockReading.Witness.WALL));
        metrics.denied(NotLeaderException.Reason.BUDGET);
        assertThat(count("leader_election_transitions_total")).isEqualTo(1);
        assertThat(count("leader_election_slowpath_total")).isEqualTo(1);
        assertThat(count("leader_election_renew_failures_total", new Tag("code", "503")))
                .isEqualTo(1);
        assertThat(count("leader_election_clock_suspect_total", new Tag("witness", "wall")))
                .isEqualTo(1);
        assertThat(count("leader_election_gate_denied_total", new Tag("reason", "budget")))
                .isEqualTo(1);
    }

    @Test
    void renewalsAndHandOversAreTimed() {
        metrics.record(new Fact.Renewed(Duration.ofMillis(20)));
        metrics.record(new Fact.HandedOver(Fact.Handoff.RELEASED, Duration.ofMillis(30)));
        Timer renewals = timer("leader_election_renew_duration_seconds");
        assertThat(renewals.getCount()).isEqualTo(1);
        assertThat(renewals.getElapsedTime()).isEqualTo(Duration.ofMillis(20));
        Timer handOvers = timer("leader_election_handoff_seconds", new Tag("kind", "released"));
        assertThat(handOvers.getCount()).isEqualTo(1);
        assertThat(handOvers.getElapsedTime()).isEqualTo(Duration.ofMillis(30));
    }
}
