package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.WriteLog;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the replicas live in: a Kubernetes API with the custom resources, namespace and Secret installed, and the
 * simulated VPSie. Thread-safe once started; {@link #close()} ends all of it.
 */
public final class Environment implements AutoCloseable {
    /** Holds Lease, Secret and NodeGroups. */
    public static final String NAMESPACE = "vpsie-autoscaler-test";

    static final int KUBERNETES_PORT = 18443;
    /** Faults of the embedded Kubernetes API, over plain HTTP. */
    static final int FAULTS_PORT = 18444;

    static final int VPSIE_PORT = 18080;
    private static final String ADMIN = "admin";
    private static final String TOKEN = "sandbox-token";
    private static final Duration INSTALL_PATIENCE = Duration.ofSeconds(30);

    private final Path work;
    private final KubernetesUnderTest kubernetes;
    private final VpsieSimulator cloud;
    private final KubernetesClient admin;

    private Environment(Path work, KubernetesUnderTest kubernetes, VpsieSimulator cloud) {
        this.work = work;
        this.kubernetes = kubernetes;
        this.cloud = cloud;
        this.admin = new KubernetesClientBuilder()
                .withConfig(kubernetes.clientConfig(ADMIN))
                .build();
    }

    /**
     * Starts everything and installs what the replicas need.
     *
     * @param say takes progress lines
     * @throws SandboxException when a real API server was asked for and is not there
     */
    static Environment start(SandboxOptions options, Consumer<String> say) throws InterruptedException {
        KubernetesUnderTest kubernetes = kubernetes(options, say);
        VpsieSimulator cloud;
        try {
            cloud = VpsieSimulator.start(VPSIE_PORT, Optional.of(kubernetes.clientConfig("vpsie-simulator")));
        } catch (RuntimeException e) {
            kubernetes.close();
            throw e;
        }
        Environment environment = new Environment(options.work(), kubernetes, cloud);
        try {
            environment.install(options, say);
            return environment;
        } catch (RuntimeException | InterruptedException e) {
            environment.close();
            throw e;
        }
    }

    private static KubernetesUnderTest kubernetes(SandboxOptions options, Consumer<String> say) {
        if (!options.realKubernetes()) {
            EmbeddedKubernetes embedded = EmbeddedKubernetes.start(KUBERNETES_PORT);
            say.accept("its faults on command: " + embedded.serveFaults(FAULTS_PORT));
            return embedded;
        }
        return RealKubernetes.find()
                .orElseThrow(() -> new SandboxException("-Dsandbox.kube=real: " + RealKubernetes.whyNot()));
    }

    private void install(SandboxOptions options, Consumer<String> say) throws InterruptedException {
        say.accept("Kubernetes API: " + kubernetes.name() + ", "
                + kubernetes.clientConfig(ADMIN).getMasterUrl());
        say.accept("VPSie simulator: " + cloud.url());
        write("kubeconfig", kubernetes.kubeconfig(ADMIN));
        List<String> definitions = customResources(options.project().resolve("kube/crds"));
        say.accept("custom resources installed: " + String.join(", ", definitions));
        orReplace(new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .endMetadata()
                .build());
        orReplace(new SecretBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("vpsie-secret")
                .endMetadata()
                .withStringData(Map.of("token", TOKEN, "url", cloud.url().toString()))
                .build());
        say.accept("namespace " + NAMESPACE + " with Secret vpsie-secret; kubeconfig: " + work.resolve("kubeconfig"));
    }

    private List<String> customResources(Path directory) throws InterruptedException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> yaml = files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            for (Path file : yaml) {
                try (InputStream in = Files.newInputStream(file)) {
                    admin.load(in).items().forEach(this::orReplace);
                }
            }
            awaitServed();
            return yaml.stream().map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the custom resource definitions in " + directory, e);
        }
    }

    /** A real API server serves a new kind a moment after it has accepted its definition. */
    private void awaitServed() throws InterruptedException {
        SampleGroup group = sampleGroup();
        long end = System.nanoTime() + INSTALL_PATIENCE.toNanos();
        while (true) {
            try {
                group.describeAll();
                group.phases();
                return;
            } catch (KubernetesClientException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void orReplace(HasMetadata object) {
        if (admin.resource(object).get() == null) {
            admin.resource(object).create();
        }
    }

    /**
     * Writes the kubeconfig of a user who may do what {@link #grant} gives into the work directory.
     *
     * @return where it is
     */
    Path kubeconfigOf(String user) {
        return write("kubeconfig-" + user, kubernetes.restrictedKubeconfig(user));
    }

    /** Gives users the rights of the product's manifest, and no others, for a race for this Lease. */
    void grant(Path project, String lease, List<String> users) {
        ShippedRights rights =
                ShippedRights.of(project).in(NAMESPACE).forLease(lease).boundTo(users);
        rights.applyClusterWide(admin);
        rights.applyNamespaced(admin);
    }

    /** What was refused so far for want of a right, and to whom; empty on a real API server, which does not tell. */
    public Optional<List<String>> refusals() {
        return kubernetes instanceof EmbeddedKubernetes embedded
                ? Optional.of(embedded.asked().refused().stream()
                        .map(asked -> asked.user() + " " + asked.verb() + " " + asked.resource() + " in \""
                                + asked.namespace() + "\"")
                        .sorted()
                        .toList())
                : Optional.empty();
    }

    private Path write(String name, String text) {
        try {
            Files.createDirectories(work);
            return Files.writeString(work.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + work.resolve(name), e);
        }
    }

    /** Follows one Lease from now on. */
    LeaseJournal follow(String lease) {
        return LeaseJournal.follow(admin, NAMESPACE, lease, this::writtenAt);
    }

    private Optional<Instant> writtenAt(String version) {
        return kubernetes instanceof EmbeddedKubernetes embedded
                ? embedded.writes().entries().stream()
                        .filter(write -> write.kind().startsWith("leases.") && version.equals(write.resourceVersion()))
                        .map(WriteLog.Entry::time)
                        .findFirst()
                : Optional.empty();
    }

    /** Writes what is there now into files below the work directory, for a person to look at. */
    void snapshot() throws IOException {
        Snapshot.write(work.resolve("snapshot"), admin, this);
    }

    public SampleGroup sampleGroup() {
        return new SampleGroup(admin);
    }

    public VpsieSimulator cloud() {
        return cloud;
    }

    @Override
    public void close() {
        admin.close();
        cloud.close();
        kubernetes.close();
    }
}
