package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.replica.ProcessGuard;
import com.vpsie.autoscaler.sandbox.replica.Replica;
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
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Kubernetes API, VPSie and replicas as a {@link Setup} says, with all logs in its directory. One thread plays on it;
 * {@link #close} leaves no process.
 */
public final class Stage implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);
    /** A look asks every replica. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final ProcessGuard guard = ProcessGuard.start();
    private final Setup setup;
    private final Optional<DocumentedPorts> ports;
    private final KubernetesUnderTest api;
    private final VpsieSimulator cloud;
    private final Cluster cluster;
    private final ApiLog log;
    private final LeaseHistory history;
    private final ReplicaProbe probe = new ReplicaProbe();
    private final List<Player> players = new ArrayList<>();

    private Stage(Setup setup, KubernetesUnderTest api, ApiLog log) throws IOException {
        this.setup = setup;
        this.ports = setup.documentedPorts() ? Optional.of(DocumentedPorts.take()) : Optional.empty();
        this.api = api;
        this.log = log;
        this.history = new LeaseHistory(log, setup.lease());
        this.cloud = VpsieSimulator.start(0, Optional.of(api.clientConfig("vpsie-simulator")));
        this.cluster =
                Cluster.complete(api, setup.lease(), setup.users(), cloud.url().toString());
        cloud.world()
                .setTimings(timings -> timings.withBoot(Duration.ofMillis(500))
                        .withReady(Duration.ofMillis(200))
                        .withDeletion(Duration.ofMillis(500)));
    }

    /** With everything but running replicas. */
    public static Stage set(Setup setup) throws IOException {
        ServerLayout.delete(setup.work());
        Files.createDirectories(setup.work());
        Stage stage = setup.real() ? onReal(setup) : onEmbedded(setup);
        ServerLayout layout = new ServerLayout(Path.of("").toAbsolutePath(), wlp(), setup.work());
        layout.installServer();
        Optional<Sabotage> sabotage = Sabotage.asked();
        if (sabotage.isPresent()) {
            sabotage.get().into(layout.classes());
        }
        IntStream.range(0, setup.servers()).forEach(index -> stage.players.add(stage.player(layout, index)));
        return stage;
    }

    private static Stage onEmbedded(Setup setup) throws IOException {
        EmbeddedKubernetes embedded = EmbeddedKubernetes.start(0);
        return new Stage(setup, embedded, ApiLog.of(embedded, Cluster.NAMESPACE));
    }

    private static Stage onReal(Setup setup) throws IOException {
        List<String> audited = new ArrayList<>(setup.users());
        audited.add("admin");
        RealKubernetes real = ChosenKubernetes.startReal(audited);
        real.startControllers();
        return new Stage(setup, real, ApiLog.of(real));
    }

    private static Path wlp() {
        return Path.of(System.getProperty("wlp.directory", ".wlp/wlp")).toAbsolutePath();
    }

    private Player player(ServerLayout layout, int index) {
        String user = setup.users().get(index);
        TcpProxy toApi = TcpProxy.start(0, apiPort());
        TcpProxy toCloud = TcpProxy.start(0, cloud.root().getPort());
        Path kubeconfig = setup.work().resolve("kubeconfig-" + user);
        Player.write(kubeconfig, api.restrictedKubeconfig(user), apiPort(), toApi.port());
        ReplicaSpec spec = new ReplicaSpec(
                index,
                Cluster.NAMESPACE,
                setup.lease(),
                setup.servers(),
                kubeconfig,
                URI.create("http://127.0.0.1:" + toCloud.port() + cloud.url().getPath()),
                setup.portsOf(index),
                setup.allFlags());
        return new Player(new Replica(layout, setup.way().runtime(layout), spec), toApi, toCloud, kubeconfig);
    }

    private int apiPort() {
        return URI.create(api.clientConfig("admin").getMasterUrl()).getPort();
    }

    /** What it was set with. */
    public Setup setup() {
        return setup;
    }

    public List<Player> players() {
        return List.copyOf(players);
    }

    /** What the API server wrote down of what was asked of it. */
    public ApiLog log() {
        return log;
    }

    public Cluster cluster() {
        return cluster;
    }

    public VpsieSimulator cloud() {
        return cloud;
    }

    public LeaseHistory history() {
        return history;
    }

    public String apiName() {
        return api.name();
    }

    /** The user's token is accepted no more, on the embedded API. */
    public void expireToken(Player player) {
        ((EmbeddedKubernetes) api).expireToken(player.name());
    }

    /** The replica finds the token that is good now. */
    public void handTokenTo(Player player) {
        Player.write(
                player.kubeconfig(),
                api.restrictedKubeconfig(player.name()),
                apiPort(),
                player.api().port());
    }

    /** Starts whatever does not run. */
    public void startAll() throws IOException {
        for (Player player : players) {
            player.replica().start();
        }
        guard.report();
    }

    /** Waits until so many replicas are ready, and starts those that do not run. */
    public void awaitReady(int atLeast) throws Exception {
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
    public boolean isReady(Player player) {
        try {
            return probe.isReady(player.replica());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The replica that holds the Lease, by the API server's log, and renewed it lately. */
    public Optional<Player> leader() {
        return history.holding()
                .filter(commit -> commit.received().isAfter(cloud.world().now().minus(setup.deadline())))
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
        ports.ifPresent(DocumentedPorts::close);
    }
}
