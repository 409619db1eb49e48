package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script itself: its exit codes, and what becomes of the JVM when it gets a signal. */
class LauncherIT {
    private static final int USAGE = 2;
    private static final int REFUSED = 1;
    private static final int KILLED = 128 + 9;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --metrics-adr=:1 | unknown flag --metrics-adr; did you mean --metrics-addr?",
                "1 | --settle-window=soon | --settle-window=soon: is not a duration",
                "1 | --kubeconfig=/does/not/exist | --kubeconfig=/does/not/exist: the file does not exist",
                "0 | --help | --leader-election-lease-duration duration",
                "0 | --version | Open Liberty 2",
            })
    void answersWithoutAServer(int code, String argument, String words) throws Exception {
        try (LocalServer server = LocalServer.named("launcher-" + argument.hashCode(), argument)) {
            server.start();

            assertThat(server.awaitExit()).isEqualTo(code);
            assertThat(server.consoleText()).contains(words).doesNotContain("CWWK");
            assertThat(code == USAGE || code == REFUSED)
                    .isEqualTo(server.consoleText().startsWith("Error: "));
        }
    }

    @Test
    void malformedKubeconfigIsOneMessage() throws Exception {
        Path file = LocalServer.write("launcher-kubeconfig", "kubeconfig", "clusters: [nobody\n  closes: this");
        try (LocalServer server = LocalServer.named("launcher-kubeconfig", "--kubeconfig=" + file)) {
            server.start();

            assertThat(server.awaitExit()).isEqualTo(REFUSED);
            assertThat(server.consoleText().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Error: --kubeconfig=" + file + ": the file is not a kubeconfig: ");
        }
    }

    @Test
    void checkLooksAtEverythingARunNeeds() throws Exception {
        try (VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty());
                Cluster cluster = Cluster.complete(cloud.url().toString())) {
            String kubeconfig = "--kubeconfig=" + LocalServer.write("check", "kubeconfig", cluster.kubeconfig());
            String lease = "--leader-election-namespace=" + Cluster.NAMESPACE;
            String secret = "--vpsie-secret-namespace=" + Cluster.NAMESPACE;
            try (LocalServer good =
                    LocalServer.named("check", "check", kubeconfig, lease, secret, "--vpsie-allow-http")) {
                good.start();
                assertThat(good.awaitExit()).as("exit code").isZero();
                assertThat(good.consoleText().lines())
                        .hasSize(8)
                        .allMatch(line -> line.startsWith("ok "))
                        .last()
                        .asString()
                        .contains("VPSie API", "lists 1 cluster(s)");
            }
            cluster.putSecret(Map.of("token", "wrong", "url", cloud.url().toString()));
            try (LocalServer bad = LocalServer.named("check", "check", kubeconfig, secret, "--vpsie-allow-http")) {
                bad.start();
                assertThat(bad.awaitExit()).isEqualTo(REFUSED);
                assertThat(bad.consoleText())
                        .containsPattern("failed +VPSie API +.*UNAUTHORIZED")
                        .doesNotContain("wrong");
            }
        }
    }

    @Test
    void checkOfAnApiThatIsNotThereIsOneFailure() throws Exception {
        Path kubeconfig;
        try (Cluster cluster = Cluster.start()) {
            kubeconfig = LocalServer.write("check-away", "kubeconfig", cluster.kubeconfig());
        }
        try (LocalServer server = LocalServer.named("check-away", "check", "--kubeconfig=" + kubeconfig)) {
            server.start();

            assertThat(server.awaitExit()).isEqualTo(REFUSED);
            assertThat(server.consoleText().lines().filter(line -> line.startsWith("failed")))
                    .singleElement()
                    .asString()
                    .contains("Kubernetes API", "no connection");
        }
    }

    @Test
    void signalsReachTheServer() throws Exception {
        try (Cluster cluster = Cluster.start()) {
            Path kubeconfig = LocalServer.write("launcher", "kubeconfig", cluster.kubeconfig());
            try (LocalServer server = LocalServer.named("launcher", "--kubeconfig=" + kubeconfig)) {
                stopIsClean(server, "TERM");
                stopIsClean(server, "INT");
                stopIsClean(server, "QUIT");
                assertThat(server.consoleText()).as("a thread dump").contains("Full thread dump");
                secondSignalEndsAtOnce(server);
                deathOfTheJvmIsSeen(server);
            }
        }
    }

    private static void stopIsClean(LocalServer server, String signal) throws Exception {
        ProcessHandle jvm = started(server);
        long pid = server.launcher().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(server.awaitExit()).as("exit code after SIG" + signal).isZero();
        assertThat(jvm.isAlive()).isFalse();
        assertThat(server.jvm()).as("pid file").isEmpty();
        assertThat(server.consoleText()).contains("CWWKE0036I");
    }

    private static void secondSignalEndsAtOnce(LocalServer server) throws Exception {
        ProcessHandle jvm = started(server);
        server.launcher().destroy();
        Await.answer(
                Duration.ofSeconds(20),
                "the stop to begin",
                () -> "nothing of it in the log",
                () -> server.consoleText().contains("CWWKE1100I") ? Optional.of(true) : Optional.empty());
        long begin = System.nanoTime();
        server.launcher().destroy();

        assertThat(server.awaitExit()).as("exit code after two signals").isEqualTo(KILLED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(jvm.isAlive()).isFalse();
    }

    private static void deathOfTheJvmIsSeen(LocalServer server) throws Exception {
        ProcessHandle jvm = started(server);
        jvm.destroyForcibly();

        assertThat(server.awaitExit()).as("exit code after SIGKILL of the JVM").isEqualTo(KILLED);
    }

    private static ProcessHandle started(LocalServer server) throws Exception {
        server.start();
        return Await.answer(
                LocalServer.START, "the server to be up", () -> "nothing of it in " + server.console(), () -> {
                    boolean up = server.consoleText().contains("CWWKF0011I");
                    return up ? server.jvm() : noneYet(server);
                });
    }

    private static Optional<ProcessHandle> noneYet(LocalServer server) throws IOException {
        if (!server.isAlive()) {
            throw new AssertionError("the server has ended:\n" + server.consoleText());
        }
        return Optional.empty();
    }
}
