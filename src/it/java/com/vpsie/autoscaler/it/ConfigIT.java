package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.vpsie.autoscaler.it.stage.Group;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is configured wrongly is refused where it is written, with one message that names it: flags and environment by the
 * launcher's exit code, Secret and cluster by {@code check}, custom resources by the API server.
 */
class ConfigIT {
    private static final int USAGE = 2;
    private static final int REFUSED = 1;
    private static final int INVALID = 422;

    private static final VpsieSimulator CLOUD = VpsieSimulator.start(0, Optional.empty());

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.complete(CLOUD.url().toString());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        CLOUD.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --metrics-adr=:1 | unknown flag --metrics-adr; did you mean --metrics-addr?",
                "1 | --settle-window=soon | --settle-window=soon: is not a duration",
                "1 | --leader-election-renew-deadline=14s | at most 0.9 × lease duration (0.9 × 15s = 13.5s, and 14s is more)",
                "1 | --vpsie-url=http://api.example.com/v2 | is not https; credentials would travel in clear",
                "1 | --orphan-policy=destroy | is not one of report, adopt, delete",
                "1 | --enable-webhook=true | there is no webhook; the validation rules in the CRDs replace it",
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
    void theEnvironmentIsCheckedToo() throws Exception {
        try (LocalServer server = LocalServer.named("config-environment").with("SETTLE_WINDOW", "soon")) {
            server.start();

            assertThat(server.awaitExit()).isEqualTo(REFUSED);
            assertThat(server.consoleText().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Error: SETTLE_WINDOW=soon (environment, for --settle-window): is not a duration");
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
        try (LocalServer check = check()) {
            assertThat(check.awaitExit()).as("exit code").isZero();
            assertThat(check.consoleText().lines())
                    .hasSize(8)
                    .allMatch(line -> line.startsWith("ok "))
                    .last()
                    .asString()
                    .contains("VPSie API", "lists 1 cluster(s)");
        }
    }

    private static LocalServer check() throws Exception {
        LocalServer check = LocalServer.named(
                "check",
                "check",
                "--kubeconfig=" + LocalServer.write("check", "kubeconfig", cluster.kubeconfig()),
                "--leader-election-namespace=" + Cluster.NAMESPACE,
                "--vpsie-secret-namespace=" + Cluster.NAMESPACE,
                "--vpsie-allow-http");
        check.start();
        return check;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token: wrong | VPSie API +.*UNAUTHORIZED",
                "token: '' | Secret .*vpsie-secret.* key token is empty: it must hold VPSie's API token",
                "clientId: me | Secret .*vpsie-secret.* key clientSecret is missing or empty",
                "password: x | Secret .*vpsie-secret.* has neither key token nor the keys clientId and clientSecret",
            })
    void aSecretThatIsWrongIsOneFailure(String content, String words) throws Exception {
        String url = CLOUD.url().toString();
        Map<String, String> secret = new HashMap<>(Map.of("url", url));
        yaml(content).forEach((key, value) -> secret.put(key, value.toString()));
        cluster.putSecret(secret);
        try (LocalServer check = check()) {
            assertThat(check.awaitExit()).isEqualTo(REFUSED);
            assertThat(check.consoleText().lines().filter(line -> line.startsWith("failed")))
                    .singleElement()
                    .asString()
                    .containsPattern("failed +" + words);
            assertThat(check.consoleText()).doesNotContain("wrong");
        } finally {
            cluster.putSecret(Map.of("token", "sandbox-token", "url", url));
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

    private static Map<String, Object> yaml(String text) throws JsonProcessingException {
        return Serialization.yamlMapper().readValue(text, new TypeReference<>() {});
    }

    // ---- custom resources

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{minNodes: 3, maxNodes: 2} | minNodes must not exceed maxNodes",
                "{minNodes: -1} | spec.minNodes",
                "{maxNodes: 0, minNodes: 0} | spec.maxNodes",
                "{offeringIDs: []} | spec.offeringIDs",
                "{datacenterID: ''} | spec.datacenterID",
                "{kubernetesVersion: latest} | spec.kubernetesVersion",
                "{kubeSizeID: 0} | spec.kubeSizeID",
                "{scaleDownPolicy: {cooldownSeconds: -1}} | spec.scaleDownPolicy.cooldownSeconds",
                "{scaleUpPolicy: {cpuThreshold: 101}} | spec.scaleUpPolicy.cpuThreshold",
                "{taints: [{key: a, effect: Sometimes}]} | spec.taints[0].effect",
            })
    void aNodeGroupThatCannotBeIsRefused(String change, String words) throws Exception {
        Group group = new Group(cluster.admin(), CLOUD.world(), "wrong", 1);
        Map<String, Object> spec = group.spec(1, 2);
        spec.putAll(yaml(change));

        assertThatThrownBy(() -> group.create(spec)).satisfies(refusal -> isRefused(refusal, words));
        assertThat(group.object()).isEmpty();
    }

    private static void isRefused(Throwable refusal, String words) {
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        answer -> assertThat(answer.getCode()).isEqualTo(INVALID))
                .hasMessageContaining(words);
    }

    @Test
    void theClusterOfANodeGroupStaysWhatItIs() {
        Group group = new Group(cluster.admin(), CLOUD.world(), "settled", 1).create(0, 1);
        assertThatThrownBy(() -> group.patch("{\"spec\":{\"resourceIdentifier\":\"another\"}}"))
                .satisfies(refusal -> isRefused(refusal, "resourceIdentifier cannot be changed"));
        group.limit(1, 3);
        group.delete();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AutoscalerConfig | {globalSettings: {nodeReadyTimeoutSeconds: 59}} | nodeReadyTimeoutSeconds",
                "AutoscalerConfig | {globalSettings: {podEvictionTimeoutSeconds: -1}} | podEvictionTimeoutSeconds",
                "AutoscalerConfig | {nodeGroupDefaults: {maxNodes: 0}} | nodeGroupDefaults.maxNodes",
                "VPSieNode | {instanceType: s, nodeGroupName: g} | vpsieInstanceID",
            })
    void otherKindsAreCheckedToo(String kind, String spec, String words) {
        GenericKubernetesResource object =
                Serialization.unmarshal("""
                apiVersion: autoscaler.vpsie.com/v1alpha1
                kind: %s
                metadata:
                  name: default
                spec: %s
                """.formatted(kind, spec), GenericKubernetesResource.class);
        if (kind.equals("VPSieNode")) {
            object.getMetadata().setNamespace(Cluster.NAMESPACE);
        }
        assertThatThrownBy(() -> cluster.admin().resource(object).create())
                .satisfies(refusal -> isRefused(refusal, words));
    }
}
