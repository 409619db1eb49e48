package com.vpsie.autoscaler.sandbox.kube.real;

import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Kubernetes API server: own processes from the directory that {@code KUBEBUILDER_ASSETS} names (the convention
 * of envtest: {@code setup-envtest use -p path}), else the cluster that {@code KUBECONFIG} names.
 *
 * <p>Own processes start empty, and every user has credentials of its own. A given cluster is used as it is, with the one
 * user of its kubeconfig whatever name is asked for; only a cluster on this machine (kind, minikube, k3d) is taken, unless
 * the system property {@code kube.remote} is {@code true}: tests write into it, and a shell may well point to a cluster
 * that matters.
 *
 * <p>Life cycle: runs from {@link #find} to {@link #close}, own processes no longer than this JVM.
 */
public final class RealKubernetes implements KubernetesUnderTest {
    private static final String ASSETS = "KUBEBUILDER_ASSETS";
    private static final String GIVEN = "KUBECONFIG";

    private final Optional<ControlPlane> own;
    private final String givenKubeconfig;

    private RealKubernetes(Optional<ControlPlane> own, String givenKubeconfig) {
        this.own = own;
        this.givenKubeconfig = givenKubeconfig;
    }

    /**
     * Starts or finds one; empty when there is none, and then {@link #whyNot} says why.
     *
     * @throws IllegalStateException when the programs are there and do not start
     */
    public static Optional<RealKubernetes> find() {
        return find(List.of());
    }

    /**
     * The same.
     *
     * @param audited users whose {@link #requests} a server of our own keeps; they may do everything
     */
    public static Optional<RealKubernetes> find(List<String> audited) {
        Map<String, String> environment = System.getenv();
        if (!whyNot(environment).isEmpty()) {
            return Optional.empty();
        }
        try {
            if (hasPrograms(environment)) {
                ControlPlane started = new ControlPlane(Path.of(environment.get(ASSETS)), audited);
                return Optional.of(new RealKubernetes(Optional.of(started), ""));
            }
            return Optional.of(new RealKubernetes(Optional.empty(), Files.readString(given(environment))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a real Kubernetes API", e);
        }
    }

    /** Why {@link #find} finds nothing here; empty when it finds something. */
    public static String whyNot() {
        return whyNot(System.getenv());
    }

    /** For messages: what {@link #find} starts or finds; only when {@link #whyNot} is empty. */
    public static String whichOne() {
        Map<String, String> environment = System.getenv();
        return hasPrograms(environment)
                ? "kube-apiserver of " + ASSETS + ", " + version(Path.of(environment.get(ASSETS), "kube-apiserver"))
                : "the cluster of " + GIVEN + "=" + given(environment);
    }

    private static String version(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            try (var answer = asked.inputReader()) {
                return answer.lines().findFirst().orElse("which does not say its version");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        }
    }

    /** Whether {@link #find} starts processes of our own, each time others, and not what is given. */
    public static boolean isOwnToBe() {
        return hasPrograms(System.getenv());
    }

    public static String whyNot(Map<String, String> environment) {
        if (hasPrograms(environment)) {
            return "";
        }
        String assets = environment.getOrDefault(ASSETS, "");
        String programs = assets.isEmpty()
                ? ASSETS + " is not set"
                : "there are no programs etcd and kube-apiserver in " + ASSETS + "=" + assets;
        if (environment.getOrDefault(GIVEN, "").isEmpty()) {
            return programs + " and " + GIVEN + " is not set";
        }
        String unfit = GivenCluster.whyUnfit(given(environment));
        return unfit.isEmpty() ? "" : programs + ", and " + unfit;
    }

    private static boolean hasPrograms(Map<String, String> environment) {
        String assets = environment.getOrDefault(ASSETS, "");
        return !assets.isEmpty()
                && Files.isExecutable(Path.of(assets, "etcd"))
                && Files.isExecutable(Path.of(assets, "kube-apiserver"));
    }

    /** The first of the files that the variable lists. */
    private static Path given(Map<String, String> environment) {
        return Path.of(environment.getOrDefault(GIVEN, "").split(File.pathSeparator, 2)[0]);
    }

    @Override
    public String kubeconfig(String user) {
        return own.map(plane -> plane.kubeconfig(user)).orElse(givenKubeconfig);
    }

    @Override
    public String restrictedKubeconfig(String user, String... groups) {
        return own.map(plane -> plane.restrictedKubeconfig(user, List.of(groups)))
                .orElse(givenKubeconfig);
    }

    @Override
    public String name() {
        return "kube-apiserver at "
                + own.map(ControlPlane::url)
                        .orElseGet(() -> clientConfig("admin").getMasterUrl());
    }

    /** True when users have credentials of their own and the API server can be stopped and started. */
    public boolean isOwn() {
        return own.isPresent();
    }

    /**
     * Runs scheduler and controllers too (garbage collection, namespace deletion, placing of pods).
     *
     * @return false when their programs are absent; a given cluster is taken to run them
     */
    public boolean startControllers() {
        return own.map(ControlPlane::startControllers).orElse(true);
    }

    /**
     * The requests of the users who were named at the start.
     *
     * @throws IllegalStateException when it is a given cluster
     */
    public AuditLog requests() {
        return ownPlane().requests();
    }

    /** @throws IllegalStateException when it is a given cluster */
    public void killApiServer() {
        ownPlane().killApiServer();
    }

    /** @throws IllegalStateException when it is a given cluster, or the server does not become ready within 60 s */
    public void startApiServer() {
        ownPlane().startApiServer();
    }

    /**
     * Compacts etcd up to now, so that lists and watches of what is not in the API server's cache (Events) cannot go
     * back. Does nothing to a given cluster.
     */
    public void forgetHistory() {
        own.ifPresent(ControlPlane::compact);
    }

    private ControlPlane ownPlane() {
        return own.orElseThrow(() -> new IllegalStateException("the API server of a given cluster is not ours"));
    }

    @Override
    public void close() {
        own.ifPresent(ControlPlane::close);
    }
}
