package com.vpsie.autoscaler.sandbox.vpsie;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * VPSie's API over plain HTTP on loopback, with faults on command. Life: {@link #start} listens at once; {@link #close}
 * ends every connection and thread. Thread-safe.
 *
 * <p>Served under both {@code /v2} and {@code /apps/v2}, to whoever brings {@code Authorization: Bearer …} or
 * {@code Vpsie-Auth: …}: lists of clusters, machines, groups and offers, creation and deletion of groups and machines,
 * tokens for client id and secret. {@code reduce} is refused and remembered. The caller in the log is the comment at
 * the end of the User-Agent: {@code vpsie-k8s-autoscaler/1.0 (replica-1)}.
 *
 * <p>It can be controlled from outside under {@code /_sim/}, without a token; see {@link Control} for one command line
 * of each.
 */
public final class VpsieSimulator implements AutoCloseable {
    private static final Duration REGISTRAR_STEP = Duration.ofMillis(100);

    static {
        // else the JDK's server answers a request on a kept connection 40 ms late; all read once, at its first use
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        // else it closes pooled connections just when a client uses them again: a fault nobody asked for
        setUnlessGiven("sun.net.httpserver.idleInterval", "3600");
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final VpsieWorld world;
    private final Access access;
    private final VpsieFaults faults = new VpsieFaults();
    private final RequestCounts requests = new RequestCounts();
    private final Gate gate;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("vpsie-simulator"));
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, threads("vpsie-simulator-timer"));
    private final Optional<KubernetesClient> client;
    private final Optional<KubernetesPods> pods;
    private final Front front;

    private VpsieSimulator(int port, Optional<Config> kubernetes) throws IOException {
        InstantSource clock = InstantSource.system();
        this.world = VpsieWorld.sandbox(clock, System::nanoTime, System.nanoTime());
        this.access = new Access(clock);
        this.gate = Gate.bind(port);
        this.front = new Front(world, access, faults, requests, timer, gate);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(workers);
        server.createContext("/", front::handle);
        server.createContext(Control.PATH, new Control(this)::handle);
        this.client = kubernetes.map(config ->
                new KubernetesClientBuilder().withConfig(hasty(config)).build());
        this.pods = client.map(KubernetesPods::new);
    }

    /** What fails is tried again at the next step; an API without WebSockets is not to be asked ten times for one. */
    private static Config hasty(Config config) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(1)
                .withRequestRetryBackoffInterval(100)
                .build();
    }

    /**
     * Starts one with the sandbox's content ({@link SandboxContent}).
     *
     * @param port 0 for any free one
     * @param kubernetes where booted machines register as Nodes; empty: nowhere
     */
    public static VpsieSimulator start(int port, Optional<Config> kubernetes) {
        try {
            VpsieSimulator simulator = new VpsieSimulator(port, kubernetes);
            simulator.server.start();
            simulator.gate.serve(simulator.server.getAddress(), simulator.workers);
            simulator.client.ifPresent(known ->
                    simulator.pods.ifPresent(running -> simulator.registerAt(new KubernetesNodeSink(known, running))));
            return simulator;
        } catch (IOException taken) {
            throw new UncheckedIOException("VPSie simulator cannot listen on port " + port, taken);
        }
    }

    /** Lets booted machines register there, beside where they register already. */
    public void registerAt(NodeSink nodes) {
        NodeRegistrar registrar = new NodeRegistrar(world, nodes);
        timer.scheduleWithFixedDelay(registrar::step, 0, REGISTRAR_STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The base address without a base path, for example {@code http://127.0.0.1:18080}. */
    public URI root() {
        return URI.create("http://127.0.0.1:" + gate.port());
    }

    /** The base URL as the Secret would have it, with {@code /v2}. */
    public URI url() {
        return root().resolve("/v2");
    }

    /** Every mutating request there was. */
    public CloudLog log() {
        return world.log();
    }

    /** The faults to come. */
    public VpsieFaults faults() {
        return faults;
    }

    /** The cloud itself. */
    public VpsieWorld world() {
        return world;
    }

    /** Tokens and clients. */
    public Access access() {
        return access;
    }

    /** How often what was asked, reads included. */
    public RequestCounts requests() {
        return requests;
    }

    /** Speaks with these quirks from now on, and no others. */
    public void speak(Quirk... quirks) {
        front.speak(Set.of(quirks), front.writing().perPage());
    }

    /** Answers lists in pages from now on; 0: all at once. */
    public void setPerPage(int entries) {
        front.speak(front.writing().quirks(), entries);
    }

    /** How long machines bought from now on take until they run and register. */
    public void setBootTime(Duration time) {
        world.setTimings(timings -> timings.withBoot(time));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        gate.close();
        server.stop(0);
        workers.shutdownNow();
        pods.ifPresent(KubernetesPods::close);
        client.ifPresent(KubernetesClient::close);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
