package com.vpsie.autoscaler.sandbox.kube.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.Lanes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do with kubectl, done with the real program on the embedded API and on a real one: each step must end as
 * the script says on both, and print the same on both. What each printed is in {@code target/kubectl}. Without kubectl,
 * or without a real API of our own to compare with, what was not run is reported by name.
 */
class KubectlTest {
    private static final Logger LOG = Logger.getLogger(KubectlTest.class.getName());
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final Path OUTPUT = Path.of("target", "kubectl");

    @TempDir
    static Path home;

    @AfterAll
    static void stop() throws Exception {
        for (int i = OPEN.size() - 1; i >= 0; i--) {
            OPEN.get(i).close();
        }
        OPEN.clear();
    }

    /** On both at once, in the same order. */
    @TestFactory
    Stream<DynamicNode> script() throws IOException {
        Optional<Path> program = Kubectl.find();
        if (program.isEmpty()) {
            return Stream.of(notRun("there is no kubectl in KUBEBUILDER_ASSETS nor in PATH", Script.steps()));
        }
        EmbeddedKubernetes embedded = EmbeddedKubernetes.start(0);
        OPEN.add(embedded);
        Run onEmbedded = new Run("embedded", program.get(), embedded);
        Optional<RealKubernetes> real = RealKubernetes.find();
        real.ifPresent(OPEN::add);
        String why = real.isEmpty() ? RealKubernetes.whyNot() : whyUnfit(real.get());
        if (!why.isEmpty()) {
            return Stream.of(onEmbedded.steps(), notRun(why, Script.steps()));
        }
        Run onReal = new Run("real", program.get(), real.get());
        return Stream.of(onReal.steps(), onEmbedded.steps(), compare(onReal, onEmbedded));
    }

    /** The script wants to be alone: it deletes and counts what it finds. */
    private static String whyUnfit(RealKubernetes real) {
        if (!real.isOwn()) {
            return "a cluster that is somebody's may have content of its own";
        }
        return real.startControllers() ? "" : "there is no kube-controller-manager in KUBEBUILDER_ASSETS";
    }

    private static DynamicNode notRun(String why, List<Step> steps) {
        String title = steps.size() + " steps NOT RUN";
        return dynamicTest(title, () -> {
            LOG.warning(title + ", because " + why);
            Assumptions.abort(title + ", because " + why + ": "
                    + steps.stream().map(Step::name).toList());
        });
    }

    private static DynamicNode compare(Run real, Run embedded) {
        return dynamicContainer(
                "prints the same on both",
                Script.steps().stream()
                        .map(step -> dynamicTest(step.name(), () -> {
                            Kubectl.Result expected = real.result(step);
                            Kubectl.Result actual = embedded.result(step);
                            assertThat(actual.exit())
                                    .as("exit code: %s", actual)
                                    .isEqualTo(expected.exit());
                            if (!step.unlike().isEmpty()) {
                                return;
                            }
                            assertThat(Normal.of(actual.output()))
                                    .as("kubectl %s, and its errors: %s", step.command(), actual.errors())
                                    .isEqualTo(Normal.of(expected.output()));
                            assertThat(Normal.of(actual.errors()))
                                    .as("errors of kubectl %s", step.command())
                                    .isEqualTo(Normal.of(expected.errors()));
                        })));
    }

    /** The script on one API: every step runs, also after one that went wrong. */
    private static final class Run {
        private final String name;
        private final Kubectl kubectl;
        private final Map<Step, Kubectl.Result> results = new ConcurrentHashMap<>();

        Run(String name, Path program, KubernetesUnderTest api) throws IOException {
            this.name = name;
            this.kubectl = Kubectl.of(program, api, home.resolve(name));
        }

        DynamicNode steps() {
            Lanes<Run> lane = new Lanes<>(1, () -> this);
            OPEN.add(lane);
            return lane.group(
                    name,
                    Script.steps().stream()
                            .map(step -> new Lanes.Named<Run>(step.name(), run -> run.run(step)))
                            .toList());
        }

        private void run(Step step) throws IOException, InterruptedException {
            Kubectl.Result result = kubectl.run(step);
            results.put(step, result);
            String title = String.format("%s-%03d.txt", name, results.size());
            Files.createDirectories(OUTPUT);
            Files.writeString(
                    OUTPUT.resolve(title),
                    "# " + step.name() + "\n$ kubectl " + step.command() + "\n" + Normal.of(result.output())
                            + Normal.of(result.errors()) + "# exit " + result.exit() + "\n");
            String what = "%s: %s: kubectl %s".formatted(name, step.name(), step.command());
            assertThat(result.exit()).as("%s: %s", what, result.all()).isEqualTo(step.exit());
            for (String text : step.wanted()) {
                assertThat(Normal.of(result.all())).as(what).contains(text);
            }
        }

        Kubectl.Result result(Step step) {
            Kubectl.Result result = results.get(step);
            if (result == null) {
                throw new AssertionError(step.name() + " has no result on " + name);
            }
            return result;
        }
    }
}
