package com.vpsie.autoscaler.sandbox.kube;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.vpsie.autoscaler.sandbox.kube.access.Access;
import com.vpsie.autoscaler.sandbox.kube.access.User;
import com.vpsie.autoscaler.sandbox.kube.controllers.Controllers;
import com.vpsie.autoscaler.sandbox.kube.store.FieldTracking;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.kube.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An {@link ObjectStore} behind HTTPS on loopback, spoken to by fabric8 and kubectl as a Kubernetes API.
 *
 * <p>Life cycle: serves from {@link #start} to {@link #close}; the state ends with it. Every user has a token of its own,
 * so {@link #writes} names who wrote, and may do what the roles in the store say, or everything. Safe for any thread. One daemon thread per open request,
 * watches included. Start it before anything else that uses the JDK's HTTP server: its settings are read once per JVM.
 */
public final class EmbeddedKubernetes implements KubernetesUnderTest {
    static {
        // both are read once, when the JDK's server class is loaded: without the first every answer is 40 ms late, and
        // with the default of the second the server closes pooled connections just when a client reuses them
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        setUnlessGiven("sun.net.httpserver.idleInterval", "3600");
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final ObjectStore store;
    private final WriteLog writes = new WriteLog();
    private final Faults faults;
    private final AccessLog asked = new AccessLog();
    private final Access access;
    private final ServerIdentity identity;
    private final HttpsServer server;
    private final Controllers controllers;
    /** In front of the server, for what that cannot do: end a connection by a reset, and be down without losing its port. */
    private final TcpProxy door;

    private final ExecutorService threads;
    private final List<FaultsServer> controls = new CopyOnWriteArrayList<>();

    private EmbeddedKubernetes(ObjectStore store, ServerIdentity identity, int port) throws IOException {
        this.store = store;
        this.identity = identity;
        this.access = new Access(store, InstantSource.system());
        this.controllers = new Controllers(store, InstantSource.system(), identity.caPem());
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.door = TcpProxy.start(port, server.getAddress().getPort());
        this.faults = new Faults(store, door);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "embedded-kubernetes-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setHttpsConfigurator(new HttpsConfigurator(identity.tls()));
        server.setExecutor(threads);
        server.createContext("/", new ApiHandler(store, access, asked, writes, faults));
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Starts with an empty store.
     *
     * @param port on loopback, 0 for any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static EmbeddedKubernetes start(int port) {
        return start(port, new ObjectStore(StoreOptions.standard().withTracking(FieldTracking.Maker.FULL)));
    }

    /** Starts on a store that may have content already. */
    public static EmbeddedKubernetes start(int port, ObjectStore store) {
        try {
            EmbeddedKubernetes started = new EmbeddedKubernetes(store, ServerIdentity.ofThisJvm(), port);
            started.server.start();
            started.controllers.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve the Kubernetes API on port " + port, e);
        }
    }

    public int port() {
        return door.port();
    }

    /** Base address, without a slash at the end. */
    public String url() {
        return "https://127.0.0.1:" + port();
    }

    /** {@inheritDoc} The user is created on the first call, by any name. */
    @Override
    public String kubeconfig(String user) {
        return Kubeconfigs.withToken("embedded", url(), identity.caPem(), user, token(user));
    }

    /** {@inheritDoc} The user is created on the first call, by any name. */
    @Override
    public String restrictedKubeconfig(String user, String... groups) {
        return Kubeconfigs.withToken("embedded", url(), identity.caPem(), user, access.token(user, List.of(groups)));
    }

    /** The bearer token of the user who may do everything. */
    public String token(String user) {
        return access.token(user, List.of(User.MASTERS));
    }

    /**
     * The token in {@link #restrictedKubeconfig} is accepted no more, as when it has expired; the next such kubeconfig has
     * another. Open watches go on.
     */
    public void expireToken(String user, String... groups) {
        access.expire(user, List.of(groups));
    }

    @Override
    public String name() {
        return "embedded Kubernetes API at " + url();
    }

    /** The state itself, past HTTP, log and faults. */
    public ObjectStore store() {
        return store;
    }

    /** Who wrote what and when. */
    public WriteLog writes() {
        return writes;
    }

    /** Which rights users needed. */
    public AccessLog asked() {
        return asked;
    }

    /** Misbehaviour on command. */
    public Faults faults() {
        return faults;
    }

    /**
     * Opens {@link #faults} over plain HTTP on a port of its own, for people and scripts; it answers while the API is
     * down. Closed with the API.
     *
     * @param port on loopback, 0 for any free one
     * @return the address, {@code http://127.0.0.1:18444/_faults}
     * @throws UncheckedIOException when the port is taken
     */
    public String serveFaults(int port) {
        FaultsServer control = FaultsServer.start(port, faults, writes);
        controls.add(control);
        return control.url();
    }

    @Override
    public void close() {
        faults.clear();
        controls.forEach(FaultsServer::close);
        door.close();
        server.stop(0);
        controllers.close();
        threads.shutdownNow();
    }
}
