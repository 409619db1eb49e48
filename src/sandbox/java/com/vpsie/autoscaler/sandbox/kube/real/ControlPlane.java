package com.vpsie.autoscaler.sandbox.kube.real;

import com.vpsie.autoscaler.sandbox.kube.Certificates;
import com.vpsie.autoscaler.sandbox.kube.FreePorts;
import com.vpsie.autoscaler.sandbox.kube.Kubeconfigs;
import com.vpsie.autoscaler.sandbox.kube.ServerIdentity;
import com.vpsie.autoscaler.sandbox.kube.access.User;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * etcd and kube-apiserver as processes of this JVM, on loopback and in a temporary directory, with scheduler and
 * controllers where wanted. Life cycle: runs from construction to {@link #close}, and no longer than the JVM. Not for use
 * by several threads at once.
 */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlPlane.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String EVERYTHING = User.MASTERS;
    private static final List<String> MASTERS = List.of(EVERYTHING);

    private final Path programs;
    private final Path directory;
    private final Certificates certificates;
    private final Map<Identity, String> tokens = new LinkedHashMap<>();
    private final Map<Identity, String> kubeconfigs = new LinkedHashMap<>();
    private final String url;
    private final Etcd storage;
    private final ChildProcess etcd;
    private final ChildProcess apiServer;
    private final List<ChildProcess> controllers = new ArrayList<>();
    private final AuditLog requests;
    private final Thread atExit = new Thread(this::endProcesses, "end-control-plane");

    ControlPlane(Path programs) throws IOException {
        this(programs, List.of());
    }

    /** @param audited users who may do everything and whose requests are kept in {@link #requests} */
    ControlPlane(Path programs, List<String> audited) throws IOException {
        this.programs = programs;
        this.directory = Files.createTempDirectory("control-plane");
        Runtime.getRuntime().addShutdownHook(atExit);
        this.certificates = new Certificates(directory);
        List<Integer> ports = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());
        this.url = "https://127.0.0.1:" + ports.get(0);
        writeFiles(audited);
        this.requests = new AuditLog(directory);
        this.storage = new Etcd(ports.get(1));
        this.etcd = new ChildProcess(programs.resolve("etcd"), directory, etcdArguments(ports));
        List<String> arguments = new ArrayList<>(apiServerArguments(ports));
        arguments.addAll(audited.isEmpty() ? List.of() : requests.serverArguments(audited));
        this.apiServer = new ChildProcess(programs.resolve("kube-apiserver"), directory, arguments);
        try {
            etcd.start();
            startApiServer();
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    private void writeFiles(List<String> audited) throws IOException {
        Certificates.Pair server = certificates.server();
        Files.writeString(directory.resolve("ca.crt"), certificates.caPem());
        Files.writeString(directory.resolve("server.crt"), server.certificatePem());
        Files.writeString(directory.resolve("server.key"), server.keyPem());
        SecureRandom random = new SecureRandom();
        StringBuilder file = new StringBuilder();
        List<String> masters = new ArrayList<>(List.of("admin", "sandbox", "vpsie-simulator"));
        masters.addAll(audited);
        for (String user : masters) {
            file.append(newToken(random, new Identity(user, MASTERS)))
                    .append(",\"")
                    .append(EVERYTHING)
                    .append("\"\n");
        }
        IntStream.range(0, 10)
                .forEach(i -> file.append(newToken(random, new Identity("replica-" + i, List.of())))
                        .append('\n'));
        Files.writeString(directory.resolve("tokens.csv"), file);
        Files.writeString(directory.resolve("kubeconfig"), kubeconfig("admin"));
    }

    /** A line of the token file, without groups. */
    private String newToken(SecureRandom random, Identity identity) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        tokens.put(identity, token);
        return token + "," + identity.user() + "," + identity.user();
    }

    private List<String> etcdArguments(List<Integer> ports) {
        return List.of(
                "--data-dir=" + directory.resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=http://127.0.0.1:" + ports.get(1),
                "--advertise-client-urls=http://127.0.0.1:" + ports.get(1),
                "--listen-peer-urls=http://127.0.0.1:" + ports.get(2));
    }

    private static List<String> apiServerArguments(List<Integer> ports) {
        return List.of(
                "--etcd-servers=http://127.0.0.1:" + ports.get(1),
                "--secure-port=" + ports.get(0),
                "--bind-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--tls-cert-file=server.crt",
                "--tls-private-key-file=server.key",
                "--client-ca-file=ca.crt",
                "--token-auth-file=tokens.csv",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=server.key",
                "--service-account-signing-key-file=server.key",
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged=true");
    }

    /** Makes etcd forget what was before now. */
    void compact() {
        storage.compact();
    }

    /** Starts it on its data and returns when it is ready. */
    void startApiServer() {
        apiServer.start();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        Config config = Config.fromKubeconfig(kubeconfig("admin"));
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout(2_000);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            while (!ready(client)) {
                if (!apiServer.alive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "kube-apiserver ended or is not ready after " + START_LIMIT.toSeconds()
                                    + " s; the end of its log:\n" + apiServer.tail() + "\nand of etcd's:\n"
                                    + etcd.tail());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private static boolean ready(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"))
                    && client.namespaces().withName("default").get() != null
                    && client.namespaces().withName("kube-system").get() != null;
        } catch (KubernetesClientException e) {
            LOG.log(Level.FINEST, "not ready yet", e);
            return false;
        }
    }

    /** Ends the API server as a crash does. */
    void killApiServer() {
        apiServer.kill();
    }

    /**
     * Starts kube-scheduler and kube-controller-manager.
     *
     * @return false when their programs are not in the directory of programs
     */
    boolean startControllers() {
        Path scheduler = programs.resolve("kube-scheduler");
        Path manager = programs.resolve("kube-controller-manager");
        if (!Files.isExecutable(scheduler) || !Files.isExecutable(manager)) {
            return false;
        }
        if (controllers.isEmpty()) {
            List<String> common = List.of("--kubeconfig=kubeconfig", "--leader-elect=false", "--secure-port=0");
            List<String> forManager = new ArrayList<>(common);
            forManager.add("--service-account-private-key-file=server.key");
            forManager.add("--root-ca-file=ca.crt");
            forManager.add("--controllers=*,-node-lifecycle-controller");
            controllers.add(new ChildProcess(scheduler, directory, common));
            controllers.add(new ChildProcess(manager, directory, forManager));
            controllers.forEach(ChildProcess::start);
        }
        return true;
    }

    String url() {
        return url;
    }

    AuditLog requests() {
        return requests;
    }

    private record Identity(String user, List<String> groups) {}

    /** Of a user who may do everything. */
    final String kubeconfig(String user) {
        return kubeconfig(new Identity(user, MASTERS));
    }

    /** Of a user who may do what roles say. */
    final String restrictedKubeconfig(String user, List<String> groups) {
        return kubeconfig(new Identity(user, groups));
    }

    /** By token for the users in the token file, by a certificate made now for any other. */
    private synchronized String kubeconfig(Identity identity) {
        return kubeconfigs.computeIfAbsent(identity, who -> {
            String token = tokens.get(who);
            return token != null
                    ? Kubeconfigs.withToken("real", url, certificates.caPem(), who.user(), token)
                    : Kubeconfigs.withCertificate(
                            "real",
                            url,
                            certificates.caPem(),
                            who.user(),
                            certificates.client(who.user(), who.groups()));
        });
    }

    private void endProcesses() {
        controllers.forEach(ChildProcess::kill);
        apiServer.kill();
        etcd.kill();
    }

    @Override
    public void close() {
        endProcesses();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.log(Level.FINE, "the JVM is ending: its hook does the rest", e);
        }
        try {
            ServerIdentity.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
