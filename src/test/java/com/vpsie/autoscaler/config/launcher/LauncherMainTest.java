package com.vpsie.autoscaler.config.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherMainTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: abc}}]
            contexts: [{name: c, context: {cluster: a, user: u}}]
            current-context: c
            """;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private Path kubeconfig = Path.of("");

    @BeforeEach
    void writeKubeconfig() throws IOException {
        kubeconfig = Files.writeString(directory.resolve("config"), KUBECONFIG);
    }

    private int run(String... arguments) {
        return new LauncherMain(print(out), print(err), environment).run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private List<String> plan() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void planHasWhatWasGivenAndWhereToListen() {
        int code =
                run("--kubeconfig=" + kubeconfig, "--metrics-addr=127.0.0.1:9", "--dry-run=T", "--health-addr=[::1]:7");

        assertThat(code).isZero();
        assertThat(errors()).isEmpty();
        assertThat(plan())
                .startsWith("plan")
                .contains("arg --kubeconfig=" + kubeconfig)
                .contains("arg --metrics.host=127.0.0.1", "arg --metrics.port=9")
                .contains("arg --health.host=::1", "arg --health.port=7")
                .contains("arg --dry-run=true")
                .contains("management 127.0.0.1:8082")
                .contains("env WLP_LOGGING_CONSOLE_FORMAT=json")
                .noneMatch(line -> line.contains("renew-deadline"));
    }

    @Test
    void environmentCountsAndTheCommandLineWins() {
        environment.put("METRICS_ADDR", ":11");
        environment.put("HEALTH_ADDR", ":12");
        environment.put("LEADER_ELECTION_ID", "other");

        run("--kubeconfig=" + kubeconfig, "--health-addr=:13");

        assertThat(plan())
                .contains("arg --metrics.port=11", "arg --health.port=13", "arg --leader-election.id=other")
                .contains("arg --metrics.host=*");
    }

    @Test
    void badEnvironmentIsRefusedByItsOwnName() {
        environment.put("SETTLE_WINDOW", "long");

        assertThat(run("--kubeconfig=" + kubeconfig)).isEqualTo(1);
        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("Error: SETTLE_WINDOW=long (environment, for --settle-window): ");
    }

    @Test
    void variableKubeconfigIsNotTheFlag() {
        environment.put("KUBECONFIG", kubeconfig.toString());

        assertThat(run()).isZero();
        assertThat(plan()).noneMatch(line -> line.contains("kubeconfig"));
    }

    @ParameterizedTest
    @CsvSource({
        "--development,simple,*=info:com.vpsie.autoscaler.*=fine",
        "--log-level=debug,json,*=info:com.vpsie.autoscaler.*=fine",
        "--log-format=console,simple,*=info"
    })
    void logging(String flag, String format, String trace) {
        run("--kubeconfig=" + kubeconfig, flag);

        assertThat(plan()).contains("arg --log.console.format=" + format, "arg --log.trace=" + trace);
    }

    @Test
    void explicitLevelWinsOverDevelopment() {
        run("--kubeconfig=" + kubeconfig, "--development", "--log-level=error", "--log-format=json");

        assertThat(plan())
                .contains("arg --log.console.level=ERROR", "arg --log.trace=*=info", "arg --log.console.format=json");
    }

    @Test
    void everyRefusalIsPrinted() {
        assertThat(run("--metrics-addr=x", "--log-level=y")).isEqualTo(1);
        assertThat(errors()).hasSize(2).allMatch(line -> line.startsWith("Error: --"));
        assertThat(plan()).isEmpty();
    }

    @Test
    void unknownFlagIsUsageError() {
        assertThat(run("--nope")).isEqualTo(2);
        assertThat(errors().get(0)).startsWith("Error: unknown flag --nope; did you mean --");
    }

    @Test
    void helpListsEveryFlagWithItsDefault() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--settle-window duration", "(default 120s)", "v2, apps-v2");
    }

    @Test
    void versionNamesJavaAndLiberty() {
        assertThat(run("version")).isZero();
        assertThat(plan())
                .singleElement()
                .asString()
                .contains("vpsie-autoscaler ", "commit ", "Java ", "Open Liberty ");
    }

    @Test
    void stepDownWithoutReplicaIsNoFailure() {
        assertThat(run("step-down", "--management-addr=127.0.0.1:1")).isZero();
        assertThat(plan()).containsExactly("no replica listens on 127.0.0.1:1: nothing to give up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [b\\n  c: d| is not a kubeconfig: ",
                "just text| is not a kubeconfig: it holds no keys and values",
                "''| is empty",
                "kind: Pod| its kind is not Config",
                "kind: Config| has no current-context",
                "current-context: x| has no context \"x\"",
                "clusters: 5| is not a kubeconfig: ",
            })
    void malformedKubeconfigIsOneMessage(String content, String message) throws IOException {
        Files.writeString(kubeconfig, content.replace("\\n", "\n"));

        assertThat(run("--kubeconfig=" + kubeconfig)).isEqualTo(1);
        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("Error: --kubeconfig=" + kubeconfig + ": the file")
                .contains(message.strip());
    }

    @Test
    void kubeconfigWithBrokenPartsIsOneMessage() throws IOException {
        Files.writeString(kubeconfig, KUBECONFIG.replace("https://127.0.0.1:1", "somewhere"));
        assertThat(run("--kubeconfig=" + kubeconfig)).isEqualTo(1);
        Files.writeString(kubeconfig, KUBECONFIG.replace("token: abc", "client-key: gone.pem"));
        assertThat(run("--kubeconfig=" + kubeconfig)).isEqualTo(1);
        Files.writeString(kubeconfig, KUBECONFIG.replace("cluster: a", "cluster: b"));
        assertThat(run("--kubeconfig=" + kubeconfig)).isEqualTo(1);

        assertThat(errors()).hasSize(3);
        assertThat(errors().get(0)).contains("server is not a URL: \"somewhere\"");
        assertThat(errors().get(1)).contains("client-key that cannot be read: " + directory.resolve("gone.pem"));
        assertThat(errors().get(2)).contains("has no cluster \"b\"");
    }

    @Test
    void missingKubeconfigIsOneMessage() {
        assertThat(run("--kubeconfig=" + directory.resolve("none"))).isEqualTo(1);
        assertThat(errors())
                .containsExactly("Error: --kubeconfig=" + directory.resolve("none") + ": the file does not exist");
    }
}
