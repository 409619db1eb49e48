package com.vpsie.autoscaler.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.scenario.Await;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A deployment that is there already, {@code -Dit.kubeconfig=FILE}: what only reads runs; what disturbs it runs with
 * {@code -Dit.disturb=true}, what costs money with {@code -Dit.buy=true}, and else is named as not run.
 */
@TestMethodOrder(OrderAnnotation.class)
class DeploymentIT {
    private static final Duration SAMPLE = Duration.ofMillis(200);
    private static final Duration WHOLE_AGAIN = Duration.ofMinutes(3);
    private static final Duration BOUGHT = Duration.ofMinutes(20);
    /** From a pod's deletion until its container gets a signal, and from a commit until it is read here. */
    private static final Duration KUBELET = Duration.ofSeconds(3);

    private static final String RECONCILES = "vpsie_autoscaler_controller_reconcile_total";
    private static Optional<Deployment> connected = Optional.empty();

    private final Deployment deployment = connected.orElseThrow();

    @BeforeAll
    static void connect() throws IOException {
        Assumptions.assumeFalse(
                Deployment.KUBECONFIG.isBlank(),
                "an existing deployment: NOT RUN, because -Dit.kubeconfig=FILE names none");
        connected = Optional.of(Deployment.connect());
    }

    @AfterAll
    static void close() {
        connected.ifPresent(Deployment::close);
    }

    @Test
    @Order(1)
    void everyServerIsHealthyAndKnowsWhoLeads() throws Exception {
        List<Member> members = deployment.members();
        assertThat(members).as("servers of " + Deployment.describe()).isNotEmpty();
        String holder = deployment.holder();
        for (Member member : members) {
            assertThat(member.healthPage("/healthz")).as(member.name()).contains("ok");
            assertThat(member.healthPage("/readyz")).as(member.name()).contains("ok");
            assertThat(member.healthPage("/health/ready").orElse(""))
                    .as(member.name())
                    .contains("leader-election-participation")
                    .contains("\"leader\":\"" + holder + "_")
                    .contains("\"state\":\"" + (member.name().equals(holder) ? "LEADING" : "FOLLOWER") + "\"");
            assertThat(member.metrics().value("leader_election_lease_duration_seconds"))
                    .as(member.name())
                    .hasValue(deployment.duration().toSeconds());
        }
    }

    @Test
    @Order(2)
    void exactlyOneLeadsAndRenewsInTimeAndOnlyItReconciles() throws Exception {
        Duration lease = deployment.duration();
        String leader = deployment.holder();
        Map<String, Double> before = reconciles();
        TreeSet<ZonedDateTime> renewals = new TreeSet<>();
        long end = System.nanoTime() + lease.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            renewals.add(Objects.requireNonNull(deployment.lease().getRenewTime()));
            assertThat(deployment.leading()).as("leaders by their metrics").containsExactly(leader);
            assertThat(deployment.holder()).as("holder of the Lease").isEqualTo(leader);
            TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
        }
        assertThat(gaps(renewals))
                .as("times between renewals within two durations of " + lease)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(gap -> gap.compareTo(lease.multipliedBy(2).dividedBy(3)) <= 0);
        Map<String, Double> after = reconciles();
        before.remove(leader);
        after.remove(leader);
        assertThat(after).as("reconciliations of the followers").isEqualTo(before);
    }

    private Map<String, Double> reconciles() throws InterruptedException {
        Map<String, Double> counts = new HashMap<>();
        for (Member member : deployment.members()) {
            counts.put(member.name(), member.metrics().value(RECONCILES).orElse(0));
        }
        return counts;
    }

    private static List<Duration> gaps(TreeSet<ZonedDateTime> times) {
        List<Duration> gaps = new ArrayList<>();
        for (ZonedDateTime time : times) {
            Optional.ofNullable(times.higher(time)).ifPresent(next -> gaps.add(Duration.between(time, next)));
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps;
    }

    @Test
    @Order(3)
    void anotherLeadsWhenTheLeadersPodIsDeleted() throws Exception {
        requirePods();
        handOver(-1, deployment.duration());
    }

    /** Nobody released the Lease: the others wait L out. */
    @Test
    @Order(4)
    void anotherLeadsWhenTheLeadersPodIsDeletedWithoutGrace() throws Exception {
        requirePods();
        handOver(0, deployment.duration().plus(KUBELET));
    }

    private static void requirePods() {
        Assumptions.assumeTrue(
                Boolean.getBoolean("it.disturb"),
                "hand-over: NOT RUN, because it deletes pods of a running deployment; -Dit.disturb=true asks for it");
        Assumptions.assumeTrue(
                Deployment.arePods(), "hand-over: NOT RUN, because -Dit.servers are no pods that could be deleted");
    }

    private void handOver(long grace, Duration bound) throws Exception {
        int servers = deployment.members().size();
        String old = deployment.holder();
        long begin = System.nanoTime();
        deployment.delete(old, grace);
        String next = Await.answer(
                bound,
                "another leader than " + old,
                deployment::holder,
                () -> Optional.of(deployment.holder()).filter(holder -> !holder.isEmpty() && !holder.equals(old)));
        System.out.printf("%s leads %d ms after %s was deleted%n", next, (System.nanoTime() - begin) / 1_000_000, old);
        Await.answer(
                WHOLE_AGAIN,
                servers + " ready servers, one of them leading",
                () -> deployment.members().stream().map(Member::name).toList().toString(),
                () -> isWhole(servers) ? Optional.of(true) : Optional.empty());
    }

    private boolean isWhole(int servers) throws InterruptedException {
        List<Member> members = deployment.members();
        for (Member member : members) {
            if (member.healthPage("/readyz").isEmpty()) {
                return false;
            }
        }
        return members.size() == servers && deployment.leading().equals(List.of(deployment.holder()));
    }

    @Test
    @Order(5)
    void aGroupThatMayGrowBuysOneNode() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("it.buy"),
                "buying: NOT RUN, because it costs money; -Dit.buy=true asks for it, for one node more of -Dit.group");
        GenericKubernetesResource group = deployment.group();
        String name = group.getMetadata().getName();
        int minNodes = group.<Number>get("spec", "minNodes").intValue();
        int maxNodes = group.<Number>get("spec", "maxNodes").intValue();
        int wanted = deployment.phases(name).size() + 1;
        deployment.resize(name, wanted, Math.max(maxNodes, wanted));
        try {
            Await.answer(
                    BOUGHT,
                    wanted + " nodes of " + name + ", all Ready",
                    () -> deployment.phases(name).toString(),
                    () -> Optional.of(deployment.phases(name)).filter(phases -> isReady(phases, wanted)));
        } finally {
            deployment.resize(name, minNodes, maxNodes);
        }
    }

    private static boolean isReady(List<String> phases, int nodes) {
        assertThat(phases).as("nodes").hasSizeLessThanOrEqualTo(nodes);
        return phases.size() == nodes && phases.stream().allMatch("Ready"::equals);
    }

    @Test
    @Order(6)
    void noTwoActWhoeverIsCutOff() {
        Assumptions.abort("split brain: NOT RUN on an existing deployment, because it needs proxies between the servers"
                + " and the API; LeaderElectionIT has them");
    }
}
