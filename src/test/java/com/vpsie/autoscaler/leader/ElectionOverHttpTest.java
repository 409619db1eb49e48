package com.vpsie.autoscaler.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Identity;
import com.vpsie.autoscaler.leader.core.LossReason;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real electors on a real HTTPS API with faults on command; lease 3 s, so deadline 2 s and renewals each second. */
@Tag("timed")
class ElectionOverHttpTest {
    private static final Logger LOG = Logger.getLogger(ElectionOverHttpTest.class.getName());
    private static final Fault.Match LEASES = Fault.Match.ANY.resource("leases");

    private EmbeddedKubernetes kubernetes;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        kubernetes = EmbeddedKubernetes.start(0);
        client = new KubernetesClientBuilder()
                .withConfig(kubernetes.clientConfig("person"))
                .build();
    }

    @AfterEach
    void end() {
        client.close();
        kubernetes.close();
    }

    private TestReplica replica(String name) {
        return new TestReplica(kubernetes, name, Map.of());
    }

    private Optional<Lease> lease() {
        return Optional.ofNullable(
                client.leases().inNamespace("default").withName("test-leader").get());
    }

    private long accepted(String user) {
        return kubernetes.writes().entries().stream()
                .filter(entry -> entry.user().equals(user) && entry.kind().startsWith("leases") && entry.accepted())
                .count();
    }

    @Test
    void aFreshClusterElectsAtOnceAndTheLeaderRenews() {
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            assertThat(one.term().orElseThrow().token()).isPositive();
            Eventually.until("renewed", () -> accepted("one") >= 4);
            assertThat(one.term().orElseThrow().remaining()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
            Lease lease = lease().orElseThrow();
            assertThat(lease.getSpec().getHolderIdentity())
                    .isEqualTo(one.election.identity().text());
            assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(3);
            assertThat(one.status().participating()).isTrue();
        }
        assertThat(lease().orElseThrow().getSpec().getHolderIdentity()).isEmpty();
        assertThat(lease().orElseThrow().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
    }

    @Test
    void aStoppingLeaderHandsOverOnlyWhenItsWorkIsDrainedAndThenAtOnce() throws InterruptedException {
        CountDownLatch drained = new CountDownLatch(1);
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            one.observer = event -> {
                if (event instanceof LeadershipLost) {
                    await(drained);
                }
            };
            try (TestReplica two = replica("two")) {
                Eventually.until("follows", () -> !two.status().leader().isEmpty());
                Thread stopping = new Thread(one.election::stop);
                stopping.start();
                Eventually.until("gate closed", () -> !one.leads());
                long before = accepted("one");
                Eventually.until("renewed while draining", () -> accepted("one") > before + 3);
                assertThat(two.leads()).isFalse();
                long start = System.nanoTime();
                drained.countDown();
                Eventually.until("handed over", two::leads);
                LOG.info("handed over " + (System.nanoTime() - start) / 1_000_000 + " ms after the drain");
                stopping.join();
                assertThat(one.seen(LeadershipLost.class))
                        .singleElement()
                        .matches(lost -> ((LeadershipLost) lost).reason() == LossReason.SHUTDOWN);
                assertThat(two.term().orElseThrow().token()).isGreaterThan(1);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aKilledLeaderIsSucceededWhenItsLeaseHasRunOut() {
        try (TestReplica two = followerOfAKilledLeader("two")) {
            long start = System.nanoTime();
            Eventually.until("taken over", two::leads);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(4_500));
            Eventually.until("told", () -> two.seen(LeadershipAcquired.class).size() == 1);
        }
    }

    private TestReplica followerOfAKilledLeader(String name) {
        TestReplica one = replica("one");
        Eventually.until("elected", one::leads);
        TestReplica two = replica(name);
        Eventually.until("follows", () -> !two.status().leader().isEmpty());
        one.kill();
        return two;
    }

    @Test
    void aRestartOfTheSameContainerTakesOverAtOnce() {
        Identity before = Identity.of("pod", "uid-1", "controller", "aaaa");
        TestReplica one = new TestReplica(kubernetes, "one", before, Map.of("lease-duration", "60s"), 0);
        Eventually.until("elected", one::leads);
        one.kill();
        Identity after = Identity.of("pod", "uid-1", "controller", "bbbb");
        try (TestReplica two = new TestReplica(kubernetes, "two", after, Map.of("lease-duration", "60s"), 0)) {
            Eventually.until("succeeds", Duration.ofSeconds(10), two::leads);
        }
    }

    @Test
    void aLostAnswerOfARenewalCostsNoLeadership() {
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            long token = one.term().orElseThrow().token();
            kubernetes.faults().once(LEASES.verbs("update"), new Fault.AnswerLost());
            long before = accepted("one");
            Eventually.until("renewed again", () -> accepted("one") > before + 3);
            assertThat(one.term().orElseThrow().token()).isEqualTo(token);
            assertThat(one.seen(LeadershipLost.class)).isEmpty();
        }
    }

    @Test
    void aLostAnswerOfTheAcquiringWriteStillEndsInLeadership() {
        kubernetes.faults().once(LEASES.verbs("create"), new Fault.AnswerLost());
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            Eventually.until("told", () -> one.seen(LeadershipAcquired.class).size() == 1);
        }
    }

    @Test
    void aSilentApiClosesTheGateWithinTheDeadlineAndTheReplicaComesBackByItself() {
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            long before = accepted("one");
            Eventually.until("a fresh commit", () -> accepted("one") > before);
            long start = System.nanoTime();
            Fault.Action hang = new Fault.Hang();
            var active = kubernetes.faults().always(LEASES, hang);
            Eventually.until("gate closed", () -> !one.leads());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_200));
            Eventually.until("told", () -> one.seen(LeadershipLost.class).size() == 1);
            active.remove();
            Eventually.until("leads again", one::leads);
            Eventually.until(
                    "told again", () -> one.seen(LeadershipAcquired.class).size() == 2);
        }
    }

    @Test
    void ensureFreshCommitsARenewal() {
        try (TestReplica one = new TestReplica(kubernetes, "one", Map.of("lease-duration", "15s"))) {
            Eventually.until("elected", one::leads);
            Eventually.until("aged", () -> one.election.commitAge().compareTo(Duration.ofMillis(1_200)) > 0);
            long before = accepted("one");
            one.term().orElseThrow().ensureFresh();
            assertThat(accepted("one")).isEqualTo(before + 1);
            // judged by the gate itself: the view of the age is published a moment after it
            assertThat(one.term().orElseThrow().remaining()).isGreaterThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void aDeletedLeaseEndsTheTermAndCostsOneLeaseDuration() {
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            long token = one.term().orElseThrow().token();
            client.leases().inNamespace("default").withName("test-leader").delete();
            long start = System.nanoTime();
            Eventually.until("gate closed", Duration.ofSeconds(1), () -> !one.leads());
            Eventually.until("leads again", one::leads);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2_800));
            assertThat(one.term().orElseThrow().token()).isGreaterThan(token);
            assertThat(one.seen(LeadershipLost.class))
                    .singleElement()
                    .matches(lost -> ((LeadershipLost) lost).reason() == LossReason.LEASE_ABSENT);
        }
    }

    @Test
    void whatTheElectionDoesNotKnowSurvivesItsWrites() {
        Lease shipped = new LeaseBuilder()
                .withNewMetadata()
                .withName("test-leader")
                .withNamespace("default")
                .addToLabels("team", "platform")
                .addToAnnotations("note", "keep me")
                .endMetadata()
                .build();
        shipped.setAdditionalProperty("spec", Map.of("strategy", "OldestEmulationVersion"));
        client.resource(shipped).create();
        try (TestReplica one = replica("one")) {
            Eventually.until("elected", one::leads);
            Eventually.until("renewed", () -> accepted("one") >= 2);
        }
        Lease lease = lease().orElseThrow();
        assertThat(lease.getMetadata().getLabels()).containsEntry("team", "platform");
        assertThat(lease.getMetadata().getAnnotations()).containsEntry("note", "keep me");
    }

    @Test
    void aCutWatchDoesNotHideARelease() {
        try (TestReplica one = replica("one");
                TestReplica two = replica("two")) {
            Eventually.until("elected", () -> one.leads() || two.leads());
            TestReplica leader = one.leads() ? one : two;
            TestReplica follower = one.leads() ? two : one;
            Eventually.until("follows", () -> !follower.status().leader().isEmpty());
            kubernetes.faults().cutWatches(follower == one ? "one" : "two");
            leader.stepDown(false);
            Eventually.until("handed over", follower::leads);
            assertThat(leader.status().state()).isEqualTo(ElectorStatus.State.RELEASED);
        }
    }

    @Test
    void aReplicaThatMayNotWriteSaysSo() {
        kubernetes.faults().always(LEASES.writes(), new Fault.Status(403, Optional.empty()));
        try (TestReplica one = replica("one")) {
            Eventually.until(
                    "told",
                    () -> one.status().problem().contains("403")
                            || !one.status().participating());
            assertThat(one.leads()).isFalse();
        }
    }

    @Test
    void theFloorLiftsTheToken() {
        TestReplica one = new TestReplica(kubernetes, "one", Map.of(), 5_000_000);
        try (one) {
            Eventually.until("elected", one::leads);
            assertThat(one.term().orElseThrow().token()).isEqualTo(5_000_001);
        }
    }

    @Test
    void electionSwitchedOffLeadsWithoutALease() {
        try (TestReplica one = new TestReplica(kubernetes, "one", Map.of("enabled", "false"))) {
            Eventually.until("leads", one::leads);
            assertThat(one.term().orElseThrow().token()).isEqualTo(1);
            one.term().orElseThrow().ensureFresh();
            one.election.accept(new com.vpsie.autoscaler.leader.core.Input.Fenced(7));
            Eventually.until(
                    "a new term", () -> one.seen(LeadershipAcquired.class).size() == 2);
            assertThat(one.term().orElseThrow().token()).isEqualTo(8);
        }
        assertThat(lease()).isEmpty();
    }
}
