package com.vpsie.autoscaler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.vpsie.autoscaler.sandbox.kube.kubectl.Kubectl;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kustomize makes of the manifests; without kubectl, not run, and says why. */
class KustomizeTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)\n### Network\n.*?```yaml\n(.*?)```");

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Kubectl kubectl;

    static List<String> overlays() {
        return Manifests.overlays();
    }

    @BeforeEach
    void find() {
        Optional<Path> program = Kubectl.find();
        assumeTrue(
                program.isPresent(),
                "NOT RUN: what kustomize makes of the manifests, because there is no kubectl in KUBEBUILDER_ASSETS nor"
                        + " in PATH");
        kubectl = Kubectl.withoutApi(program.get(), home);
    }

    private List<HasMetadata> render(Path directory) throws IOException, InterruptedException {
        Kubectl.Result result = kubectl.run("kustomize " + directory, "");
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.errors()).as("warnings").isEmpty();
        return Manifests.rendered(result.output());
    }

    private static <T extends HasMetadata> T the(Class<T> kind, List<HasMetadata> objects) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("more than one " + kind.getSimpleName());
                })
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anOverlayIsWhatItsPatchesSay(String overlay) throws Exception {
        List<HasMetadata> objects = render(Manifests.KUBE.resolve("overlays").resolve(overlay));
        Deployment rendered = the(Deployment.class, objects);
        Deployment read = Manifests.deployment(overlay);
        String image = rendered.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
        assertThat(image).matches("vpsie-autoscaler:\\d.*");
        read.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image);

        assertThat(rendered.getSpec()).isEqualTo(read.getSpec());
        assertThat(objects)
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isIn(null, "kube-system"));
    }

    @Test
    void monitoringHasItsDashboard() throws Exception {
        assertThat(render(Manifests.KUBE.resolve("monitoring")))
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("ConfigMap", "PrometheusRule", "ServiceMonitor");
    }

    /** The overlay that the operations page shows for an API server on another port. */
    @Test
    void theExampleOfThePageLetsOneMorePortOut() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs", "operations.md")));
        assertThat(example.find()).isTrue();
        Path kube = home.resolve("kube");
        copy(Manifests.KUBE, kube);
        Path own = Files.createDirectories(kube.resolve("overlays/own"));
        Files.writeString(own.resolve("kustomization.yaml"), example.group(1));

        NetworkPolicy shipped = Manifests.the(NetworkPolicy.class);
        NetworkPolicy changed = the(NetworkPolicy.class, render(own));
        assertThat(changed.getSpec().getEgress())
                .hasSize(shipped.getSpec().getEgress().size() + 1)
                .containsAll(shipped.getSpec().getEgress())
                .last()
                .satisfies(rule -> assertThat(rule.getPorts())
                        .singleElement()
                        .satisfies(
                                port -> assertThat(port.getPort().getIntVal()).isPositive()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
