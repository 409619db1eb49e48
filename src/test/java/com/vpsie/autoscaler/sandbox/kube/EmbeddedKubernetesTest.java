package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.sandbox.kube.Fault.Match;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedKubernetesTest {
    private EmbeddedKubernetes kube;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        kube = EmbeddedKubernetes.start(0);
        client = client("anna", 0);
    }

    @AfterEach
    void stop() {
        client.close();
        kube.close();
    }

    private KubernetesClient client(String user, int retries) {
        Config config = kube.clientConfig(user);
        config.setRequestRetryBackoffLimit(retries);
        config.setRequestTimeout(5_000);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("made-by", "test")
                .endMetadata()
                .withData(Map.of("key", value))
                .build();
    }

    /** Those of the tests: a namespace has one of its own. */
    private static FilterWatchListDeletable<ConfigMap, ConfigMapList, Resource<ConfigMap>> mine(
            KubernetesClient client) {
        return client.configMaps().inNamespace("default").withLabel("made-by", "test");
    }

    private ConfigMap read(String name) {
        return client.configMaps().inNamespace("default").withName(name).get();
    }

    @Test
    void fabric8CreatesReadsChangesAndDeletes() {
        ConfigMap made = client.resource(map("a", "1")).create();
        made.setData(Map.of("key", "2"));
        client.resource(made).update();
        assertThat(read("a").getData()).containsEntry("key", "2");
        client.configMaps().inNamespace("default").withName("a").edit(old -> {
            old.setData(Map.of("key", "3"));
            return old;
        });
        assertThat(read("a").getData()).containsEntry("key", "3");
        assertThat(mine(client).list().getItems()).hasSize(1);
        client.configMaps().inNamespace("default").withName("a").delete();
        assertThat(read("a")).isNull();
    }

    @Test
    void writesAreLoggedWithTheirUser() {
        try (KubernetesClient other = client("berta", 0)) {
            client.resource(map("a", "1")).create();
            other.resource(map("b", "1")).create();
            assertThatThrownBy(() -> other.resource(map("a", "1")).create())
                    .isInstanceOf(KubernetesClientException.class);
        }
        assertThat(kube.writes().entries())
                .extracting(e -> e.user() + " " + e.verb() + " " + e.kind() + " " + e.name() + " " + e.status())
                .containsExactly(
                        "anna create configmaps a 201",
                        "berta create configmaps b 201",
                        "berta create configmaps a 409");
    }

    @Test
    void anInformerSurvivesACutWatch() {
        client.resource(map("a", "1")).create();
        try (SharedIndexInformer<ConfigMap> informer = mine(client).inform()) {
            assertThat(informer.getStore().list()).hasSize(1);
            Await.until("the watch is open", () -> kube.faults().openWatches().equals(List.of("anna")));
            client.resource(map("b", "1")).create();
            Await.until("b is seen", () -> informer.getStore().list().size() == 2);
            assertThat(kube.faults().cutWatches("anna")).isEqualTo(1);
            client.resource(map("c", "1")).create();
            Await.until("c is seen", () -> informer.getStore().list().size() == 3);
        }
    }

    @Test
    void anInformerRelistsWhenTheHistoryIsGone() {
        try (SharedIndexInformer<ConfigMap> informer = mine(client).inform()) {
            Await.until("the watch is open", () -> kube.faults().openWatches().size() == 1);
            Faults.Active refused =
                    kube.faults().always(Match.ANY.verbs("watch"), new Fault.Status(503, Optional.empty()));
            kube.faults().cutWatches("");
            client.resource(map("a", "1")).create();
            client.resource(map("b", "1")).create();
            kube.store().compact();
            refused.remove();
            Await.until("both are seen", () -> informer.getStore().list().size() == 2);
        }
    }

    @Test
    void aLostAnswerIsAWriteThatHappened() {
        kube.faults().once(Match.user("anna").verbs("create"), new Fault.AnswerLost());
        assertThatThrownBy(() -> client.resource(map("a", "1")).create()).isInstanceOf(KubernetesClientException.class);
        assertThat(read("a")).isNotNull();
        assertThat(kube.writes().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.accepted()).isTrue();
            assertThat(entry.fault()).isEqualTo("AnswerLost");
        });
    }

    @Test
    void aResetRequestDidNotHappen() {
        kube.faults().once(Match.user("anna").verbs("create"), new Fault.Reset());
        assertThatThrownBy(() -> client.resource(map("a", "1")).create()).isInstanceOf(KubernetesClientException.class);
        assertThat(read("a")).isNull();
        assertThat(kube.writes().entries()).isEmpty();
    }

    @Test
    void aHungRequestLeavesOthersAlone() {
        kube.faults().always(Match.user("anna").verbs("list"), new Fault.Hang());
        Config hasty = kube.clientConfig("anna");
        hasty.setRequestTimeout(2_000);
        hasty.setRequestRetryBackoffLimit(0);
        try (KubernetesClient anna =
                        new KubernetesClientBuilder().withConfig(hasty).build();
                KubernetesClient berta = client("berta", 0)) {
            assertThatThrownBy(() -> mine(anna).list()).isInstanceOf(KubernetesClientException.class);
            assertThat(mine(berta).list().getItems()).isEmpty();
        }
    }

    @Test
    void aDelayedWriteHappensAfterItsSenderHasGone() {
        Faults.Active slow =
                kube.faults().once(Match.user("anna").verbs("create"), new Fault.Latency(Duration.ofMinutes(5)));
        Config hasty = kube.clientConfig("anna");
        hasty.setRequestTimeout(2_000);
        hasty.setRequestRetryBackoffLimit(0);
        try (KubernetesClient anna =
                new KubernetesClientBuilder().withConfig(hasty).build()) {
            // the handshake is over before the clock runs: the write itself must have left when its sender gives up
            mine(anna).list();
            assertThatThrownBy(() -> anna.resource(map("late", "1")).create())
                    .isInstanceOf(KubernetesClientException.class);
        }
        assertThat(read("late")).isNull();
        slow.remove();
        Await.until("the late write", () -> read("late") != null);
    }

    @Test
    void aStatusOnCommandCarriesRetryAfter() {
        kube.faults()
                .once(
                        Match.user("anna").resource("configmaps"),
                        new Fault.Status(429, Optional.of(Duration.ofSeconds(7))));
        assertThatThrownBy(() -> mine(client).list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(429));
        assertThat(mine(client).list().getItems()).isEmpty();
    }

    @Test
    void aSilentWatchDeliversLater() {
        try (SharedIndexInformer<ConfigMap> informer = mine(client).inform()) {
            Await.until("the watch is open", () -> kube.faults().openWatches().size() == 1);
            Faults.Active silence = kube.faults().always(Match.user("anna"), new Fault.WatchSilence());
            client.resource(map("a", "1")).create();
            Await.never(
                    "an event",
                    Duration.ofMillis(400),
                    () -> !informer.getStore().list().isEmpty());
            silence.remove();
            Await.until("a is seen", () -> informer.getStore().list().size() == 1);
        }
    }

    @Test
    void aStrangerIsRefused() {
        Config stranger = kube.clientConfig("anna");
        stranger.setOauthToken("wrong");
        stranger.setAutoOAuthToken("wrong");
        try (KubernetesClient unknown =
                new KubernetesClientBuilder().withConfig(stranger).build()) {
            assertThatThrownBy(() -> unknown.pods().inNamespace("default").list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(401));
        }
    }

    @Test
    void anExpiredTokenIsRefusedAndTheNextOneIsNot() {
        String before = kube.restrictedKubeconfig("berta");
        kube.expireToken("berta");
        String after = kube.restrictedKubeconfig("berta");

        assertThat(codeFor(before)).isEqualTo(401);
        assertThat(codeFor(after)).isEqualTo(403);
    }

    /** Of a request that the user has no right to. */
    private static int codeFor(String kubeconfig) {
        try (KubernetesClient berta = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build()) {
            berta.pods().inNamespace("default").list();
            return 200;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }
}
