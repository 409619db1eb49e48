package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.sandbox.kube.kubectl.Kubectl;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real API server takes what kustomize makes of the manifests, without a warning, and lets the pod into a namespace
 * where Pod Security <em>restricted</em> is enforced; without kubectl or an API server of our own, not run, and says why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealManifestsTest {
    private static final String SHIPPED = "kube-system";
    private static final String OTHER = "autoscaling";
    private static final String RESTRICTED =
            "pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/warn=restricted";

    @TempDir
    static Path home;

    private Optional<RealKubernetes> kubernetes = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private Kubectl kubectl;

    static List<String> overlays() {
        return Manifests.overlays();
    }

    @BeforeAll
    void start() throws Exception {
        Optional<Path> program = Kubectl.find();
        assumeTrue(program.isPresent(), "the manifests on a real API: NOT RUN, there is no kubectl");
        kubernetes = RealKubernetes.find();
        assumeTrue(kubernetes.isPresent(), () -> "the manifests on a real API: NOT RUN, " + RealKubernetes.whyNot());
        assumeTrue(
                kubernetes.orElseThrow().isOwn(),
                "the manifests on a real API: NOT RUN, kube-system of the cluster of KUBECONFIG is not ours to label");
        kubectl = Kubectl.of(program.get(), kubernetes.get(), home);
        done("apply -f " + Manifests.KUBE.resolve("crds"), "");
        done("apply -f -", resource("prometheus-operator.yaml"));
        done("wait --for=condition=Established crd --all --timeout=20s", "");
        // pods that name it are admitted only when it is there
        done("apply -f " + Manifests.KUBE.resolve("base/priority-class.yaml"), "");
        done("create namespace " + OTHER, "");
        done("label namespace " + SHIPPED + " " + OTHER + " " + RESTRICTED, "");
    }

    @AfterAll
    void stop() {
        kubernetes.ifPresent(RealKubernetes::close);
    }

    private static String resource(String name) throws Exception {
        Path file = Path.of(Objects.requireNonNull(RealManifestsTest.class.getResource(name), name)
                .toURI());
        return Files.readString(file);
    }

    /** A command that must work and have nothing to complain of. */
    private String done(String command, String input) throws Exception {
        Kubectl.Result result = kubectl.run(command, input);
        assertThat(result.exit()).as("kubectl %s: %s", command, result.all()).isZero();
        assertThat(result.errors()).as("warnings of kubectl %s", command).isEmpty();
        return result.output();
    }

    private void accepted(String rendered) throws Exception {
        assertThat(done("apply --dry-run=server -f -", rendered).lines())
                .hasSameSizeAs(Manifests.rendered(rendered))
                .allMatch(line -> line.endsWith("(server dry run)"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyObjectOfAnOverlayIsAccepted(String overlay) throws Exception {
        accepted(done("kustomize " + Manifests.KUBE.resolve("overlays").resolve(overlay), ""));
    }

    @Test
    void everyObjectOfMonitoringIsAccepted() throws Exception {
        accepted(done("kustomize " + Manifests.KUBE.resolve("monitoring"), ""));
    }

    /** As the operations page says: a kustomization of one's own with another namespace. */
    @Test
    void anotherNamespaceTakesEverythingAlong() throws Exception {
        Path own = Files.createDirectories(Path.of("target", "manifests", "other-namespace"));
        Files.writeString(
                own.resolve("kustomization.yaml"),
                "namespace: " + OTHER + "\nresources: [../../../kube/overlays/production]\n");
        String rendered = done("kustomize " + own, "");
        assertThat(subjects(Manifests.rendered(rendered)))
                .hasSize(3)
                .allSatisfy(subject -> assertThat(subject.getNamespace()).isEqualTo(OTHER));
        accepted(rendered);
    }

    private static List<Subject> subjects(List<HasMetadata> objects) {
        return objects.stream()
                .flatMap(object -> object instanceof RoleBinding binding
                        ? binding.getSubjects().stream()
                        : object instanceof ClusterRoleBinding binding
                                ? binding.getSubjects().stream()
                                : Stream.empty())
                .toList();
    }

    private Kubectl.Result create(Pod pod) throws Exception {
        return kubectl.run("create --dry-run=server -f -", Serialization.asYaml(pod));
    }

    /** What the Deployment's controller would create. */
    private static Pod pod(String overlay) {
        PodTemplateSpec template = Manifests.deployment(overlay).getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withNamespace(SHIPPED)
                .withName("vpsie-autoscaler-0")
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void thePodIsAdmittedWhereOnlyRestrictedOnesAre(String overlay) throws Exception {
        Kubectl.Result result = create(pod(overlay));
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.errors()).isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("allowPrivilegeEscalation", pod -> ofContainer(pod).setAllowPrivilegeEscalation(true)),
                change("runAsNonRoot", pod -> pod.getSecurityContext().setRunAsNonRoot(false)),
                change("runAsUser", pod -> pod.getSecurityContext().setRunAsUser(0L)),
                change("seccompProfile", pod -> pod.getSecurityContext().setSeccompProfile(null)),
                change("unrestricted capabilities", pod -> ofContainer(pod).setCapabilities(null)));
    }

    private static Arguments change(String word, Consumer<PodSpec> change) {
        return Arguments.of(word, Named.of("changed", change));
    }

    private static SecurityContext ofContainer(PodSpec pod) {
        return pod.getContainers().get(0).getSecurityContext();
    }

    /** The other way round: the refusal names what would have to be given up. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void thePodIsRefusedWhenOneOfItsRestrictionsIsGivenUp(String word, Consumer<PodSpec> change) throws Exception {
        Pod pod = pod("production");
        change.accept(pod.getSpec());
        Kubectl.Result result = create(pod);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errors()).contains("violates PodSecurity \"restricted:latest\"", word);
    }
}
