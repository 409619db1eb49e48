package com.vpsie.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroupStatus;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.core.cluster.GroupKey;
import com.vpsie.autoscaler.core.decision.Decision;
import com.vpsie.autoscaler.core.decision.DecisionMade;
import com.vpsie.autoscaler.core.groupplan.Limits;
import com.vpsie.autoscaler.core.intent.SettleWindow;
import com.vpsie.autoscaler.core.lifecycle.Timeouts;
import com.vpsie.autoscaler.leader.Leadership;
import com.vpsie.autoscaler.leader.LeadershipView;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.observe.ClusterEvents;
import com.vpsie.autoscaler.observe.Informers;
import com.vpsie.autoscaler.observe.NodeGroups;
import com.vpsie.autoscaler.observe.Nodes;
import com.vpsie.autoscaler.observe.VpsieNodes;
import com.vpsie.autoscaler.sandbox.crd.CrdDocuments;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.vpsie.Timings;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loops on real threads, real caches and a Kubernetes API over HTTPS. */
@Timeout(120)
class LoopsTest {
    private static final GroupKey POOL = Scene.POOL;

    private final KubernetesUnderTest kubernetes = ChosenKubernetes.start();
    private final VpsieSimulator vpsie = VpsieSimulator.start(0, Optional.of(kubernetes.clientConfig("kubelet")));
    private final KubernetesClient user = client("user");
    private final KubernetesClient replica = client("replica");
    private final ClusterEvents events = new ClusterEvents();
    private final Informers informers = new Informers(replica, events);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<DecisionMade> decisions = new CopyOnWriteArrayList<>();
    private final List<Long> fencedBy = new CopyOnWriteArrayList<>();
    private final CloudDouble cloud = new CloudDouble(vpsie.world(), Fatality.none());

    @SuppressWarnings("NullAway.Init")
    private Workshop workshop;

    private List<TermLoop> loops = List.of();

    @BeforeEach
    void start() {
        CrdDocuments.definitions().forEach(crd -> user.resource(crd).create());
        user.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(POOL.namespace())
                        .endMetadata()
                        .build())
                .create();
        vpsie.world()
                .setTimings(timings -> new Timings(
                        Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(300), Duration.ZERO));
        informers.start();
        await(informers::synced);
        workshop = workshop();
        loops = List.of(new ScaleLoop(workshop, threads), new NodeLoop(workshop, threads));
    }

    @AfterEach
    void stop() {
        loops.forEach(TermLoop::close);
        informers.stop();
        threads.shutdownNow();
        replica.close();
        user.close();
        vpsie.close();
        kubernetes.close();
    }

    @Test
    void aGroupComesToLifeAndGoesAgain() throws InterruptedException {
        TestTerm term = new TestTerm(7);
        Shift shift = Shift.begin(workshop.acting(term), loops, events);
        user.resource(Scene.group(POOL, 2, 5)).create();

        await(() -> readyNodes() == 2);
        assertThat(vpsie.world().log().bought()).hasSize(2);
        assertThat(decisions)
                .filteredOn(made -> made.decision().action() == Decision.Action.BUY)
                .hasSize(2)
                .allSatisfy(made ->
                        assertThat(made.inputs()).containsEntry("token", "7").containsEntry("desired", "2"));
        assertThat(user.nodes().withLabel(Names.LABEL_NODE_GROUP, "pool").list().getItems())
                .hasSize(2);
        assertThat(user.v1().events().inNamespace(POOL.namespace()).list().getItems())
                .isNotEmpty();

        user.resource(group()).delete();
        await(() -> user.resources(NodeGroup.class)
                        .inNamespace(POOL.namespace())
                        .withName(POOL.name())
                        .get()
                == null);
        assertThat(user.resources(VPSieNode.class).inAnyNamespace().list().getItems())
                .isEmpty();
        assertThat(workerNodes()).isEmpty();
        assertThat(vpsie.world().log().living("pool")).isEmpty();

        term.end();
        assertThat(shift.end(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aDeposedLeaderIsStoppedByTheNewOnesSeal() throws InterruptedException {
        TestTerm old = new TestTerm(7);
        Shift first = Shift.begin(workshop.acting(old), loops, events);
        user.resource(Scene.group(POOL, 1, 5)).create();
        await(() -> readyNodes() == 1);

        user.resources(NodeGroup.class)
                .inNamespace(POOL.namespace())
                .withName(POOL.name())
                .editStatus(group -> {
                    group.getStatus().setLeaderToken(99L);
                    group.getStatus().setSealedBy("another");
                    return group;
                });
        await(() -> fencedBy.contains(99L));
        user.resources(NodeGroup.class)
                .inNamespace(POOL.namespace())
                .withName(POOL.name())
                .edit(group -> {
                    group.getSpec().setMinNodes(3);
                    return group;
                });

        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(vpsie.world().log().bought()).hasSize(1);
        assertThat(status().getLeaderToken()).isEqualTo(99);
        old.end();
        assertThat(first.end(Duration.ofSeconds(20))).isTrue();

        Shift second = Shift.begin(workshop.acting(new TestTerm(100)), loops, events);
        await(() -> readyNodes() == 3);
        assertThat(vpsie.world().log().bought()).hasSize(3);
        assertThat(second.end(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aFollowerDoesNothing() {
        user.resource(Scene.group(POOL, 2, 5)).create();
        await(() -> new NodeGroups(informers).get(POOL).isPresent());
        Object writes = writesOfReplica();

        LockSupport.parkNanos(Duration.ofMillis(700).toNanos());

        assertThat(writesOfReplica()).isEqualTo(writes);
        assertThat(metrics.reconciles).isEmpty();
        assertThat(vpsie.world().log().entries()).isEmpty();
    }

    @Test
    void nothingIsWrittenOnceAllIsWell() throws InterruptedException {
        Shift shift = Shift.begin(workshop.acting(new TestTerm(7)), loops, events);
        user.resource(Scene.group(POOL, 2, 5)).create();
        await(() -> readyNodes() == 2);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        Object before = writesOfReplica();

        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

        assertThat(writesOfReplica()).isEqualTo(before);
        assertThat(shift.end(Duration.ofSeconds(20))).isTrue();
    }

    /** All it has written; where no log of it is kept, what there is and at which version. */
    private Object writesOfReplica() {
        if (!(kubernetes instanceof EmbeddedKubernetes embedded)) {
            return Stream.of(NodeGroup.class, VPSieNode.class)
                    .flatMap(kind -> user.resources(kind).inAnyNamespace().list().getItems().stream())
                    .map(object -> object.getMetadata().getUid() + " "
                            + object.getMetadata().getResourceVersion())
                    .toList();
        }
        return embedded.writes().entries().stream()
                .filter(entry -> entry.user().equals("replica"))
                .count();
    }

    private List<Node> workerNodes() {
        return user.nodes().list().getItems().stream()
                .filter(node -> node.getMetadata().getName().contains("slave"))
                .toList();
    }

    private int readyNodes() {
        return Optional.ofNullable(user.resources(NodeGroup.class)
                        .inNamespace(POOL.namespace())
                        .withName(POOL.name())
                        .get())
                .map(group -> group.getStatus().getReadyNodes())
                .orElse(-1);
    }

    private NodeGroup group() {
        return user.resources(NodeGroup.class)
                .inNamespace(POOL.namespace())
                .withName(POOL.name())
                .require();
    }

    private NodeGroupStatus status() {
        return group().getStatus();
    }

    private KubernetesClient client(String name) {
        // with its retries the client is slow to learn that the server has no WebSockets
        Config config = new ConfigBuilder(kubernetes.clientConfig(name))
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private Workshop workshop() {
        Duration poll = Duration.ofMillis(250);
        Policy policy = new Policy(
                new Limits(
                        new SettleWindow(Duration.ofSeconds(1)),
                        Duration.ofSeconds(60),
                        poll,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60)),
                new Timeouts(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        poll),
                Duration.ofMinutes(10),
                0,
                0,
                false);
        Objects objects = new KubernetesObjects(replica);
        Sights sights = new CacheSights(new NodeGroups(informers), new VpsieNodes(informers), new Nodes(informers));
        Tools tools = new Tools(
                sights,
                objects,
                new SealedStatusWriter(objects, sights, leadership(), false),
                new Announcer(Announcer.to(replica), Clock.SYSTEM, metrics),
                metrics,
                decisions::add,
                Clock.SYSTEM,
                () -> policy);
        return new Workshop(tools, cloud, cloud, UUID::randomUUID);
    }

    private Leadership leadership() {
        return new Leadership() {
            @Override
            public Optional<Term> current() {
                return Optional.empty();
            }

            @Override
            public void stepDown(String reason, boolean forGood) {}

            @Override
            public void fencedBy(long token) {
                fencedBy.add(token);
            }

            @Override
            public LeadershipView view() {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited 40 s").isNegative();
            LockSupport.parkNanos(20_000_000);
        }
    }
}
