package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.it.stage.DocumentedPorts;
import com.vpsie.autoscaler.it.stage.TestImage;
import com.vpsie.autoscaler.sandbox.Sandbox;
import com.vpsie.autoscaler.sandbox.SandboxOptions;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import com.vpsie.autoscaler.sandbox.replica.Containers;
import com.vpsie.autoscaler.sandbox.replica.Docker;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.scenario.FailoverScenario;
import com.vpsie.autoscaler.sandbox.scenario.RunResult;
import com.vpsie.autoscaler.sandbox.scenario.ScenarioEngine;
import com.vpsie.autoscaler.sandbox.scenario.Step;
import com.vpsie.autoscaler.sandbox.scenario.StepFailed;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three containers of the image, as restricted as a pod of the manifest, through the whole failover scenario: a real
 * control plane where there is one, else the embedded API. Needs Docker and the image {@code -Dit.image}, which
 * {@code .ci/image} builds; without, it is not run and says why.
 */
class ContainersIT {
    private static final long MEBIBYTES_512 = 512L << 20;
    private static final String USER = "1001";
    private static final Duration ELECTION = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(30);

    @BeforeEach
    void requireTheImageOfThisWar() throws Exception {
        TestImage.require();
    }

    @Test
    void threeContainersElectHandOverAndBuyWhatWasAskedFor() throws Exception {
        try (DocumentedPorts ports = DocumentedPorts.take()) {
            assertThat(play(options()).failed()).as("the step that failed").isEmpty();
        }
    }

    private static RunResult play(SandboxOptions options) throws Exception {
        Sandbox.requirePorts(options);
        try (Sandbox sandbox = Sandbox.start(options, System.out::println);
                FailoverScenario scenario = new FailoverScenario(sandbox)) {
            List<Step> steps = new ArrayList<>(scenario.steps());
            steps.add(1, new Step("look at the containers", () -> look(sandbox)));
            steps.add(
                    new Step("end the leader as the kubelet does: preStop, then SIGTERM", () -> endAsKubelet(sandbox)));
            return new ScenarioEngine(System::nanoTime, System.out::println).play(steps);
        }
    }

    private static SandboxOptions options() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("sandbox.image", TestImage.NAME);
        properties.setProperty("sandbox.kube", RealKubernetes.whyNot().isEmpty() ? "real" : "embedded");
        return SandboxOptions.from(properties);
    }

    /** What was asked for is in force, not only written into a command. */
    private static String look(Sandbox sandbox) throws Exception {
        for (Replica replica : sandbox.replicas()) {
            String name = Containers.name(replica.spec());
            JsonNode container = inspect(name);
            JsonNode host = container.path("HostConfig");
            expect(host.path("ReadonlyRootfs").asBoolean(), name + " may write to its root file system");
            expect(host.path("CapDrop").toString().equals("[\"ALL\"]"), name + " keeps " + host.path("CapDrop"));
            expect(host.path("Memory").asLong() == MEBIBYTES_512, name + " has a limit of " + host.path("Memory"));
            String user = container.at("/Config/User").asText();
            expect(user.equals(USER), name + " runs as " + user);
            expect(effectiveCapabilities(replica).equals("0000000000000000"), name + " has capabilities");
        }
        return sandbox.replicas().size() + " containers: read-only, no capabilities, user 1001, 512 MiB";
    }

    /** The preStop command of the manifest hands over before the signal comes. */
    private static String endAsKubelet(Sandbox sandbox) throws Exception {
        Replica old = awaitLeader(sandbox, sandbox.replicas());
        Docker.Result preStop = Docker.run("exec", Containers.name(old.spec()), "vpsie-autoscaler", "step-down");
        expect(preStop.passed(), "step-down ended with " + preStop);
        Replica next = awaitLeader(
                sandbox,
                sandbox.replicas().stream().filter(replica -> replica != old).toList());
        old.signalStop();
        expect(old.awaitEnd(STOP), old.spec().name() + " still runs");
        expect(old.exitCode().orElse(-1) == 0, old.spec().name() + " ended with " + old.exitCode());
        expect(sandbox.probe().isLeading(next), next.spec().name() + " leads no more");
        return next.spec().name() + " led before " + old.spec().name() + " was told to stop, which ended with 0";
    }

    private static Replica awaitLeader(Sandbox sandbox, List<Replica> among) throws Exception {
        return Await.answer(ELECTION, "a leader", () -> "none", () -> {
            for (Replica replica : among) {
                if (sandbox.probe().isLeading(replica)) {
                    return Optional.of(replica);
                }
            }
            return Optional.empty();
        });
    }

    private static JsonNode inspect(String container) throws Exception {
        Docker.Result result = Docker.run("inspect", container);
        expect(result.passed(), result.output());
        return Serialization.jsonMapper().readTree(result.output()).path(0);
    }

    /** As the kernel tells of every process of the replica, the worst of them. */
    private static String effectiveCapabilities(Replica replica) throws IOException {
        String most = "0000000000000000";
        for (ProcessHandle process : replica.processes()) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("CapEff:")) {
                    String found = line.substring("CapEff:".length()).strip();
                    most = found.compareTo(most) > 0 ? found : most;
                }
            }
        }
        return most;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new StepFailed(otherwise);
        }
    }
}
