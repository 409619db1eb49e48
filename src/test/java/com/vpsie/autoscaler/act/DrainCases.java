package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.LeadershipView;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** A node is emptied pod by pod as the disruption budget allows, with controllers and a kubelet at work. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DrainCases {
    private static final String STOPS_AFTER = "sandbox.vpsie.com/stops-after";
    private static final String BUDGET = "web";

    @SuppressWarnings("NullAway.Init")
    private KubernetesUnderTest kubernetes;

    @SuppressWarnings("NullAway.Init")
    private VpsieSimulator simulator;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient client;

    @SuppressWarnings("NullAway.Init")
    private Drainer drainer;

    private String namespace = "";
    private int number;

    /** The API to try, with its controllers; throws what skips the test when there is none. */
    abstract KubernetesUnderTest open();

    @BeforeAll
    void start() {
        kubernetes = open();
        // the client takes a budget's 429 for a passing trouble; like the product's, this one tries again only shortly
        Config config = new ConfigBuilder(kubernetes.clientConfig("admin"))
                .withRequestRetryBackoffLimit(1)
                .withRequestRetryBackoffInterval(50)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
        drainer = new Drainer(tools(new KubernetesObjects(client)));
        simulator = VpsieSimulator.start(0, Optional.of(kubernetes.clientConfig("vpsie-simulator")));
        await(
                "the machine is a ready node",
                () -> client.nodes().list().getItems().stream()
                        .anyMatch(node -> node.getStatus().getConditions().stream()
                                .anyMatch(c -> c.getType().equals("Ready")
                                        && c.getStatus().equals("True"))));
    }

    @AfterAll
    void stop() {
        if (simulator != null) {
            simulator.close();
            client.close();
            kubernetes.close();
        }
    }

    @BeforeEach
    void newNamespace() {
        namespace = "drain-" + ++number;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void leaveNothing() {
        for (Pod pod : pods()) {
            client.resource(pod).withGracePeriod(0).delete();
        }
        client.namespaces().withName(namespace).delete();
    }

    @Test
    void aBudgetHoldsTheDrainUntilItAllows() {
        run("web-1", Map.of());
        run("web-2", Map.of());
        budget(2);
        await("the budget has counted both", () -> counted(2, 0));
        drainer.cordon(node(), Instant.now());
        assertThat(node().getSpec().getUnschedulable()).isTrue();

        for (int i = 0; i < 5; i++) {
            drainer.evict(toLeave());
        }
        assertThat(toLeave())
                .as("held")
                .hasSize(2)
                .allSatisfy(pod ->
                        assertThat(pod.getMetadata().getDeletionTimestamp()).isNull());

        allow(1);
        await("the budget allows one", () -> counted(2, 1));
        drainer.evict(toLeave());
        await("one has gone", () -> toLeave().size() == 1);
        await("the budget has counted the other", () -> counted(1, 0));
        drainer.evict(toLeave());
        assertThat(toLeave())
                .as("the other is held")
                .singleElement()
                .satisfies(pod ->
                        assertThat(pod.getMetadata().getDeletionTimestamp()).isNull());

        allow(0);
        await("the budget allows the other", () -> counted(1, 1));
        drainer.evict(toLeave());
        await("the node is empty", () -> toLeave().isEmpty());
        assertThat(pods()).isEmpty();
    }

    @Test
    void aPodHasItsTimeToStop() {
        run("slow-1", Map.of(STOPS_AFTER, "3"));
        Instant asked = Instant.now();
        drainer.evict(toLeave());
        assertThat(toLeave()).as("stopping").singleElement().satisfies(pod -> {
            assertThat(pod.getMetadata().getDeletionTimestamp()).isNotNull();
            assertThat(pod.getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(30);
        });
        drainer.evict(toLeave());
        await("it has stopped", () -> toLeave().isEmpty());
        // the deletion is dated in whole seconds
        assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void aPodThatDoesNotStopIsEndedAfterItsGrace() {
        client.resource(pod("stuck", Map.of(STOPS_AFTER, "600"), 2)).create();
        await("it runs", () -> running("stuck"));
        drainer.evict(toLeave());
        await("it was ended", () -> toLeave().isEmpty());
    }

    @Test
    void whatBelongsToTheNodeStays() {
        Pod agent = pod("agent", Map.of(), 30);
        agent.getMetadata().setAnnotations(Map.of("kubernetes.io/config.mirror", "x"));
        client.resource(agent).create();
        run("web-1", Map.of());
        drainer.evict(toLeave());
        await("the node is empty", () -> toLeave().isEmpty());
        assertThat(pods()).extracting(pod -> pod.getMetadata().getName()).containsExactly("agent");
    }

    private Node node() {
        return client.nodes().list().getItems().get(0);
    }

    private List<Pod> toLeave() {
        return drainer.toLeave(node()).stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                .toList();
    }

    private List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    private void run(String name, Map<String, String> annotations) {
        client.resource(pod(name, annotations, 30)).create();
        await(name + " runs", () -> running(name));
    }

    private boolean running(String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        return pod != null && "Running".equals(pod.getStatus().getPhase());
    }

    private Pod pod(String name, Map<String, String> annotations, long grace) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Map.of("app", BUDGET))
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node().getMetadata().getName())
                .withTerminationGracePeriodSeconds(grace)
                .addNewContainer()
                .withName("c")
                .withImage("example.com/c")
                .endContainer()
                .endSpec()
                .build();
    }

    private void budget(int available) {
        client.resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(BUDGET)
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(available))
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", BUDGET))
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
    }

    private void allow(int available) {
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName(BUDGET)
                .edit(budget -> {
                    budget.getSpec().setMinAvailable(new IntOrString(available));
                    return budget;
                });
    }

    private boolean counted(int healthy, int allowed) {
        PodDisruptionBudget budget = client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName(BUDGET)
                .get();
        return budget.getMetadata().getGeneration().equals(budget.getStatus().getObservedGeneration())
                && budget.getStatus().getCurrentHealthy() == healthy
                && budget.getStatus().getDisruptionsAllowed() == allowed;
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited 30 s: " + what).isNegative();
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static Tools tools(Objects objects) {
        Scene elsewhere = new Scene();
        CountingMetrics metrics = new CountingMetrics();
        return new Tools(
                elsewhere.cluster.sights(),
                objects,
                new SealedStatusWriter(objects, elsewhere.cluster.sights(), nobodyLeads(), false),
                new Announcer(event -> {}, Clock.SYSTEM, metrics),
                metrics,
                decision -> {},
                Clock.SYSTEM,
                () -> Replica.policy(false));
    }

    private static Leadership nobodyLeads() {
        return new Leadership() {
            @Override
            public Optional<Term> current() {
                return Optional.empty();
            }

            @Override
            public void stepDown(String reason, boolean forGood) {}

            @Override
            public void fencedBy(long token) {}

            @Override
            public LeadershipView view() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
