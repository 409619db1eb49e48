package com.vpsie.autoscaler.it.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.it.stage.Commit;
import com.vpsie.autoscaler.it.stage.Judge;
import com.vpsie.autoscaler.it.stage.Player;
import com.vpsie.autoscaler.it.stage.Scrape;
import com.vpsie.autoscaler.it.stage.Setup;
import com.vpsie.autoscaler.sandbox.vpsie.CloudEntry;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The three high-availability tests that the Go controller documents and cannot run, with effects for a judge: VPSie's
 * log and the API server's. Each has its own servers, API and Lease.
 */
abstract class LeaderElectionCases {
    /** L; the default of 15 s would only make the waits longer. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private static final Duration GRACEFUL = Duration.ofMillis(2_500);
    private static final Duration SAMPLE = Duration.ofMillis(200);
    private static final int SAMPLES = 10;
    private static final String RECONCILES = "vpsie_autoscaler_controller_reconcile_total";
    private static final String VPSIE_NODES = "vpsienodes.autoscaler.vpsie.com";

    /** How the servers run, and on which API. */
    abstract Setup setup(String name, int servers, String lease, Duration duration);

    private Servers start(String name, int servers) throws Exception {
        String lease =
                "test-leader-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        return Servers.start(setup(name, servers, lease, LEASE).onDocumentedPorts());
    }

    // ---- integration

    @Test
    void oneOfThreeLeadsAndOnlyItActs() throws Exception {
        try (Servers servers = start("leadership-integration", 3)) {
            Player leader = servers.identifyLeader();
            exactlyOneLeadsFor(servers, leader, LEASE.multipliedBy(2));
            theLeaseSaysWhoAndForHowLong(servers, leader);
            healthTellsIt(servers, leader);
            metricsTellIt(servers, leader);

            servers.createGroups();
            servers.awaitSettled();

            onlyTheLeaderReconciles(servers, leader);
            assertThat(servers.stage().cloud().log().entries())
                    .as("who asked VPSie for anything that costs")
                    .isNotEmpty()
                    .allMatch(call -> call.caller().equals(leader.name()));
            assertThat(servers.stage().log().creators(VPSIE_NODES))
                    .as("who created VPSieNodes, by the API server's log")
                    .containsExactly(leader.name());
            assertThat(servers.judge().violations()).isEmpty();
            servers.stopAll();
            assertThat(servers.all())
                    .allSatisfy(server -> assertThat(server.replica().exitCode())
                            .as(server.name() + "'s exit code")
                            .hasValue(0));
        }
    }

    private static void exactlyOneLeadsFor(Servers servers, Player leader, Duration time) throws Exception {
        Instant from = Instant.now();
        int samples = 0;
        while (samples < SAMPLES || Duration.between(from, Instant.now()).compareTo(time) < 0) {
            assertThat(servers.leading()).as("leaders at sample " + samples).containsExactly(leader);
            samples++;
            TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
        }
        List<Commit> renewals = servers.stage().history().since(from);
        assertThat(renewals)
                .as("writes of the Lease within two of its durations")
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(commit -> commit.user().equals(leader.name()));
        for (int i = 1; i < renewals.size(); i++) {
            assertThat(Duration.between(
                            renewals.get(i - 1).received(), renewals.get(i).received()))
                    .as("time between two renewals")
                    .isLessThanOrEqualTo(LEASE.dividedBy(2));
        }
    }

    private static void theLeaseSaysWhoAndForHowLong(Servers servers, Player leader) {
        LeaseSpec lease = servers.stage()
                .cluster()
                .admin()
                .leases()
                .inNamespace(Cluster.NAMESPACE)
                .withName(servers.setup().lease())
                .get()
                .getSpec();
        assertThat(lease.getHolderIdentity()).startsWith(leader.name() + "_");
        assertThat(lease.getLeaseDurationSeconds()).isEqualTo((int) LEASE.toSeconds());
        assertThat(lease.getAcquireTime()).isNotNull();
        assertThat(Duration.between(lease.getRenewTime().toInstant(), Instant.now()))
                .as("age of renewTime")
                .isLessThan(LEASE.dividedBy(2));
    }

    private static void healthTellsIt(Servers servers, Player leader) throws Exception {
        for (Player server : servers.all()) {
            assertThat(Scrape.probe(server, "/readyz")).as(server.name()).contains("ok");
            assertThat(Scrape.probe(server, "/health/ready").orElse(""))
                    .as(server.name())
                    .contains("leader-election-participation")
                    .contains("\"leader\":\"" + leader.name() + "_")
                    .contains("\"state\":\"" + (server == leader ? "LEADING" : "FOLLOWER") + "\"");
        }
    }

    private static void metricsTellIt(Servers servers, Player leader) throws Exception {
        String name = "name=\"" + servers.setup().lease() + "\"";
        for (Player server : servers.all()) {
            Scrape scrape = Scrape.answerOf(server);
            assertThat(scrape.value("leader_election_lease_duration_seconds", name))
                    .hasValue(LEASE.toSeconds());
            assertThat(scrape.value("leader_election_master_status", name)).hasValue(server == leader ? 1 : 0);
            assertThat(scrape.value("leader_election_transitions_total", name))
                    .as("changes of holder that " + server.name() + " has seen")
                    .hasValue(0);
        }
    }

    private static void onlyTheLeaderReconciles(Servers servers, Player leader) throws Exception {
        assertThat(Scrape.answerOf(leader).value(RECONCILES).orElse(0))
                .as("passes of the leader")
                .isPositive();
        for (Player follower : servers.others(leader)) {
            assertThat(Scrape.answerOf(follower).value(RECONCILES).orElse(0))
                    .as("passes of " + follower.name())
                    .isZero();
        }
    }

    // ---- hand-off

    @Test
    void workGoesOnWhenTheLeaderIsStoppedAndWhenItIsKilled() throws Exception {
        try (Servers servers = start("leadership-handoff", 2)) {
            servers.createGroups();
            servers.awaitSettled();
            Player first = servers.identifyLeader();
            Instant signal = Instant.now();
            first.replica().signalStop();
            assertThat(Duration.between(
                            signal, servers.takenByAnother(first, signal).received()))
                    .as("from SIGTERM until the other leads")
                    .isLessThanOrEqualTo(GRACEFUL);
            Player second = servers.identifyLeader();
            assertThat(Scrape.answerOf(second).value("leader_election_transitions_total"))
                    .as("changes of holder that " + second.name() + " has seen")
                    .hasValue(1);
            goesOn(servers, first, 3);
            assertThat(first.replica().awaitEnd(Duration.ofSeconds(40)))
                    .as(first.name() + " has ended")
                    .isTrue();
            assertThat(first.replica().exitCode()).hasValue(0);

            Servers.restart(first);
            servers.stage().awaitReady(2);
            assertThat(servers.identifyLeader())
                    .as("the leader after " + first.name() + " came back")
                    .isSameAs(second);
            signal = Instant.now();
            second.replica().kill();
            assertThat(Duration.between(
                            signal, servers.takenByAnother(second, signal).received()))
                    .as("from SIGKILL until the other leads")
                    .isLessThanOrEqualTo(LEASE.plusSeconds(1));
            goesOn(servers, second, 4);
            assertThat(servers.judge().violations()).isEmpty();
        }
    }

    /** More nodes are wanted, and are bought, once, by somebody else. */
    private static void goesOn(Servers servers, Player without, int nodes) throws Exception {
        Instant from = Instant.now();
        servers.resize(nodes);
        servers.awaitSettled();
        List<CloudEntry> bought = servers.stage().cloud().log().bought().stream()
                .filter(call -> call.at().isAfter(from))
                .toList();
        assertThat(bought)
                .as("purchases for two groups that each grew by one")
                .hasSize(2)
                .noneMatch(call -> call.caller().equals(without.name()));
    }

    // ---- split brain

    @Test
    void noTwoActWhoeverIsCutOffOrPaused() throws Exception {
        try (Servers servers = start("leadership-split-brain", 3)) {
            servers.createGroups();
            servers.awaitSettled();
            SplitBrain splitBrain = new SplitBrain(servers);
            splitBrain.cutOffFromKubernetes();
            splitBrain.cutOffFromVpsie();
            splitBrain.cutOffFromBoth();
            splitBrain.pausedWhileItPays();
            splitBrain.pausedBetweenRenewalAndPurchase();
            Judge.Findings findings = servers.judge();
            assertThat(findings.violations()).isEmpty();
            assertThat(findings.overlap()).isZero();
        }
    }
}
