package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.Containers;
import com.vpsie.autoscaler.sandbox.replica.LocalProcesses;
import com.vpsie.autoscaler.sandbox.replica.ProcessGuard;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import com.vpsie.autoscaler.sandbox.replica.ReplicaProbe;
import com.vpsie.autoscaler.sandbox.replica.ReplicaRuntime;
import com.vpsie.autoscaler.sandbox.replica.ReplicaSpec;
import com.vpsie.autoscaler.sandbox.replica.ReplicaStatus;
import com.vpsie.autoscaler.sandbox.replica.ServerLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * An environment and the replicas in it. Started once, closed once; {@link #close()} may be called from any thread and
 * at any time, also twice, and returns when no process is left.
 */
public final class Sandbox implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int DEVELOPMENT_REPLICA = 3;
    private static final List<String> REPLICA_USERS =
            IntStream.range(0, 10).mapToObj(i -> "replica-" + i).toList();

    private final SandboxOptions options;
    private final Consumer<String> say;
    private final ProcessGuard guard;
    private final Environment environment;
    private final ReplicaProbe probe = new ReplicaProbe();
    private List<Replica> replicas = List.of();
    private String lease = "";
    private boolean closed;

    private Sandbox(SandboxOptions options, Consumer<String> say, ProcessGuard guard, Environment environment) {
        this.options = options;
        this.say = say;
        this.guard = guard;
        this.environment = environment;
    }

    /** @throws SandboxException when something else listens where the sandbox wants to */
    public static void requirePorts(SandboxOptions options) {
        PortCheck.requireFree(ports(options));
    }

    /** Starts the environment; replicas come with {@link #startReplicas()}. */
    public static Sandbox start(SandboxOptions options, Consumer<String> say) throws InterruptedException {
        ProcessGuard guard = ProcessGuard.start(developmentProperties(options), developmentEnvironment(options));
        try {
            Sandbox sandbox = new Sandbox(options, say, guard, Environment.start(options, say));
            sandbox.layout().installServer();
            sandbox.newReplicas();
            return sandbox;
        } catch (RuntimeException | InterruptedException e) {
            guard.close();
            throw e;
        } catch (IOException e) {
            guard.close();
            throw new UncheckedIOException("cannot install the server: " + e.getMessage(), e);
        }
    }

    private static Map<Integer, String> ports(SandboxOptions options) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        if (!options.realKubernetes()) {
            ports.put(Environment.KUBERNETES_PORT, "Kubernetes API");
            ports.put(Environment.FAULTS_PORT, "faults of the Kubernetes API");
        }
        ports.put(Environment.VPSIE_PORT, "VPSie simulator");
        for (int i = 0; i < options.replicas(); i++) {
            var own = ReplicaPorts.of(i);
            ports.put(own.metrics(), "metrics of replica-" + i);
            ports.put(own.health(), "health of replica-" + i);
            ports.put(own.management(), "management of replica-" + i);
            ports.put(own.admin(), "admin of replica-" + i);
        }
        return ports;
    }

    /** Stops the replicas there are and defines as many new ones, not started yet, with a Lease of their own. */
    public synchronized void newReplicas() throws InterruptedException {
        stopReplicas();
        lease = "test-leader-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        environment.grant(options.project(), lease, REPLICA_USERS);
        List<Replica> defined = new ArrayList<>();
        for (int i = 0; i < options.replicas(); i++) {
            defined.add(new Replica(layout(), runtime(), spec(i)));
        }
        replicas = List.copyOf(defined);
        writeDevelopmentProperties(spec(DEVELOPMENT_REPLICA));
    }

    ServerLayout layout() {
        return new ServerLayout(options.project(), options.wlp(), options.work());
    }

    private ReplicaRuntime runtime() {
        return options.image().<ReplicaRuntime>map(Containers::new).orElseGet(() -> new LocalProcesses(layout()));
    }

    private ReplicaSpec spec(int index) {
        return new ReplicaSpec(
                index,
                Environment.NAMESPACE,
                lease,
                options.replicas(),
                environment.kubeconfigOf("replica-" + index),
                environment.cloud().url());
    }

    private static Path developmentProperties(SandboxOptions options) {
        return options.work().resolve("dev.properties");
    }

    private static Path developmentEnvironment(SandboxOptions options) {
        return options.work().resolve("dev.env");
    }

    private void writeDevelopmentProperties(ReplicaSpec spec) {
        try {
            Files.write(developmentProperties(options), DevelopmentProperties.lines(spec));
            Files.write(developmentEnvironment(options), DevelopmentProperties.environment(spec));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts every replica that does not run. */
    public synchronized void startReplicas() throws IOException {
        if (closed) {
            return;
        }
        for (Replica replica : replicas) {
            if (!replica.isAlive()) {
                replica.start();
                say.accept(replica.spec().name() + " starts, console: " + replica.console());
            }
        }
        guard.report();
    }

    private void stopReplicas() throws InterruptedException {
        replicas.forEach(Replica::signalStop);
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (Replica replica : replicas) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!replica.awaitEnd(left)) {
                say.accept(replica.spec().name() + " does not stop and is killed");
            }
            replica.kill();
        }
    }

    public synchronized List<Replica> replicas() {
        return replicas;
    }

    /** Name of the Lease the current replicas race for. */
    public synchronized String lease() {
        return lease;
    }

    public Environment environment() {
        return environment;
    }

    public ReplicaProbe probe() {
        return probe;
    }

    /** Where the logs of everything are. */
    public Path work() {
        return options.work();
    }

    /** Follows the Lease of the current replicas. */
    public LeaseJournal followLease() {
        return environment.follow(lease());
    }

    /** Everything the table shows, now. */
    SandboxView look() throws InterruptedException {
        List<ReplicaStatus> statuses = new ArrayList<>();
        for (Replica replica : replicas()) {
            statuses.add(probe.look(replica));
        }
        SampleGroup group = environment.sampleGroup();
        return new SandboxView(statuses, group.describeAll(), group.phases(), bill());
    }

    private String bill() {
        var world = environment.cloud().world();
        var living = world.log().lifetimes().stream()
                .filter(life -> life.existsAt(world.now()))
                .toList();
        var hourly = living.stream().map(life -> life.size().hourly()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return String.format(
                Locale.ROOT,
                "bills %d %s, %s USD/h; so far %.4f USD",
                living.size(),
                living.size() == 1 ? "machine" : "machines",
                hourly,
                world.log().invoice(world.now()).total());
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stopReplicas();
        } catch (InterruptedException e) {
            replicas.forEach(Replica::kill);
            Thread.currentThread().interrupt();
        } finally {
            environment.close();
            guard.close();
        }
    }
}
