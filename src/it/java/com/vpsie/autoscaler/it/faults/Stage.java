package com.vpsie.autoscaler.it.faults;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.replica.LocalProcesses;
import com.vpsie.autoscaler.sandbox.replica.ProcessGuard;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import com.vpsie.autoscaler.sandbox.replica.ReplicaProbe;
import com.vpsie.autoscaler.sandbox.replica.ReplicaSpec;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Kubernetes API, VPSie and three replicas, on free ports, with all logs below {@code target/faults}. The embedded API, or
 * with {@code -Dsandbox.kube=real} a real control plane. One thread plays on it; {@link #close} leaves no process.
 */
final class Stage implements AutoCloseable {
    /** L of the election. */
    static final Duration LEASE = Duration.ofSeconds(3);

    /** D, as it follows from L. */
    static final Duration DEADLINE = LEASE.multipliedBy(2).dividedBy(3);

    /** Largest stagger of three replicas. */
    static final Duration STAGGER = Duration.ofMillis(40);

    private static final String LEASE_NAME = "faults-race";
    private static final List<String> USERS =
            IntStream.range(0, 3).mapToObj(i -> "replica-" + i).toList();
    private static final Map<String, String> FLAGS = Map.of(
            "leader-election-lease-duration", LEASE.toSeconds() + "s",
            "leader-election-debug", "true",
            "settle-window", "3s",
            "max-creations-per-group-hour", "0",
            "max-creations-per-term", "0");
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Path WORK = Path.of("target", "faults").toAbsolutePath();

    private final ProcessGuard guard = ProcessGuard.start();
    private final KubernetesUnderTest api;
    private final VpsieSimulator cloud;
    private final Cluster cluster;
    private final LeaseHistory history;
    private final ReplicaProbe probe = new ReplicaProbe();
    private final List<Player> players = new ArrayList<>();

    private Stage(KubernetesUnderTest api, LeaseHistory history) throws IOException {
        this.api = api;
        this.history = history;
        this.cloud = VpsieSimulator.start(0, Optional.of(api.clientConfig("vpsie-simulator")));
        this.cluster = Cluster.complete(api, LEASE_NAME, USERS, cloud.url().toString());
        cloud.world()
                .setTimings(timings -> timings.withBoot(Duration.ofMillis(500))
                        .withReady(Duration.ofMillis(200))
                        .withDeletion(Duration.ofMillis(500)));
    }

    /** With everything but running replicas. */
    static Stage set() throws IOException {
        ServerLayout.delete(WORK);
        Stage stage = ChosenKubernetes.isReal() ? onReal() : onEmbedded();
        ServerLayout layout = new ServerLayout(Path.of("").toAbsolutePath(), wlp(), WORK);
        Files.createDirectories(WORK);
        layout.installServer();
        IntStream.range(0, USERS.size()).forEach(index -> stage.players.add(stage.player(layout, index)));
        return stage;
    }

    private static Stage onEmbedded() throws IOException {
        EmbeddedKubernetes embedded = EmbeddedKubernetes.start(0);
        return new Stage(embedded, LeaseHistory.of(embedded, Cluster.NAMESPACE, LEASE_NAME));
    }

    private static Stage onReal() throws IOException {
        List<String> audited = new ArrayList<>(USERS);
        audited.add("admin");
        RealKubernetes real = ChosenKubernetes.startReal(audited);
        real.startControllers();
        return new Stage(real, LeaseHistory.of(real, LEASE_NAME));
    }

    private static Path wlp() {
        return Path.of(System.getProperty("wlp.directory", ".wlp/wlp")).toAbsolutePath();
    }

    private Player player(ServerLayout layout, int index) {
        TcpProxy toApi = TcpProxy.start(0, apiPort());
        TcpProxy toCloud = TcpProxy.start(0, cloud.root().getPort());
        Path kubeconfig = WORK.resolve("kubeconfig-" + USERS.get(index));
        Player.write(kubeconfig, api.restrictedKubeconfig(USERS.get(index)), apiPort(), toApi.port());
        ReplicaSpec spec = new ReplicaSpec(
                index,
                Cluster.NAMESPACE,
                LEASE_NAME,
                USERS.size(),
                kubeconfig,
                URI.create("http://127.0.0.1:" + toCloud.port() + cloud.url().getPath()),
                ReplicaPorts.free(),
                FLAGS);
        return new Player(new Replica(layout, new LocalProcesses(layout), spec), toApi, toCloud, kubeconfig);
    }

    private int apiPort() {
        return URI.create(api.clientConfig("admin").getMasterUrl()).getPort();
    }

    /** Where the logs of all replicas are. */
    static Path work() {
        return WORK;
    }

    List<Player> players() {
        return List.copyOf(players);
    }

    List<String> users() {
        return USERS;
    }

    String lease() {
        return LEASE_NAME;
    }

    Cluster cluster() {
        return cluster;
    }

    VpsieSimulator cloud() {
        return cloud;
    }

    LeaseHistory history() {
        return history;
    }

    String apiName() {
        return api.name();
    }

    /** The user's token is accepted no more, on the embedded API. */
    void expireToken(Player player) {
        ((EmbeddedKubernetes) api).expireToken(player.name());
    }

    /** The replica finds the token that is good now. */
    void handTokenTo(Player player) {
        Player.write(
                player.kubeconfig(),
                api.restrictedKubeconfig(player.name()),
                apiPort(),
                player.api().port());
    }

    /** Starts whatever does not run. */
    void startAll() throws IOException {
        for (Player player : players) {
            player.replica().start();
        }
        guard.report();
    }

    /** Waits until so many replicas are ready, and starts those that do not run. */
    void awaitReady(int atLeast) throws Exception {
        startAll();
        Await.answer(START, LOOK, atLeast + " ready replicas", () -> readiness().toString(), () -> {
            requireAlive();
            return Optional.of(readiness()).filter(ready -> ready.size() >= atLeast);
        });
    }

    private List<String> readiness() {
        List<String> ready = new ArrayList<>();
        for (Player player : players) {
            if (isReady(player)) {
                ready.add(player.name());
            }
        }
        return ready;
    }

    private void requireAlive() {
        for (Player player : players) {
            if (!player.replica().isAlive()) {
                throw new AssertionError(player.name() + " has ended by itself with exit code "
                        + player.replica().exitCode() + ", see "
                        + player.replica().console());
            }
        }
    }

    /** Whether it takes part. */
    boolean isReady(Player player) {
        try {
            return probe.isReady(player.replica());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The replica that holds the Lease, by the API server's log, and renewed it lately. */
    Optional<Player> leader() {
        return history.holding()
                .filter(commit -> commit.received().isAfter(cloud.world().now().minus(DEADLINE)))
                .flatMap(commit -> players.stream()
                        .filter(player -> player.name().equals(commit.pod()))
                        .findFirst());
    }

    @Override
    public void close() {
        players.forEach(Player::close);
        cloud.close();
        cluster.close();
        guard.close();
    }
}
