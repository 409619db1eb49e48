package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.permission.Deployment;
import com.vpsie.autoscaler.sandbox.kube.AccessLog.Entry;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import com.vpsie.autoscaler.sandbox.kube.Faults;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A replica that may do what {@code kube/base/rbac.yaml} grants lives through everything it can meet: it is refused
 * nothing, and it uses each right. The judge is the API server's own record of what was asked; a real API server keeps
 * none that a test could read, so this is about the embedded one.
 */
class RightsIT {
    private static final String LEASE = "rights-race";
    private static final Deployment HERE = new Deployment(Cluster.NAMESPACE, LEASE, Cluster.NAMESPACE, "vpsie-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start(0);
    private final VpsieSimulator cloud = VpsieSimulator.start(0, Optional.of(api.clientConfig("vpsie-simulator")));

    @SuppressWarnings("NullAway.Init")
    private Cluster cluster;

    @SuppressWarnings("NullAway.Init")
    private Workers workers;

    @BeforeEach
    void prepare() throws Exception {
        cluster = Cluster.complete(api, LEASE, cloud.url().toString());
        cloud.setBootTime(Duration.ofSeconds(1));
        workers = new Workers(cluster.admin());
        workers.otherProductLeads(Cluster.NAMESPACE);
    }

    @AfterEach
    void stop() {
        cloud.close();
        cluster.close();
    }

    @Test
    void everyRightIsUsedAndNoOtherIsAskedFor() throws Exception {
        // somebody else was faster: read again, then go on
        Faults.Active conflict = api.faults()
                .once(
                        Fault.Match.user(Cluster.USER).verbs("update").resource("nodegroups/status"),
                        new Fault.Status(HttpURLConnection.HTTP_CONFLICT, Optional.empty()));
        try (LocalServer server = server("rights", "run")) {
            server.start();
            server.awaitReadyz(200, "ok");
            await(
                    "a word about the other product",
                    () -> Optional.of(server.consoleText())
                            .filter(text -> text.contains("another elector, " + Workers.OTHER)));
            buyAndReturn();
            server.launcher().destroy();
            assertThat(server.awaitExit()).as("exit code after SIGTERM").isZero();
        }
        assertThat(conflict.used()).as("conflicts").isEqualTo(1);
        assertThat(workers.holder(Cluster.NAMESPACE, LEASE))
                .as("holder of the released Lease")
                .isEmpty();
        try (LocalServer server = server("rights-check", "check")) {
            server.start();
            assertThat(server.awaitExit())
                    .as("exit code of check:\n%s", server.consoleText())
                    .isZero();
        }
        judge();
    }

    private LocalServer server(String name, String command) {
        Path kubeconfig = LocalServer.write(name, "kubeconfig", cluster.kubeconfig());
        return LocalServer.named(
                name,
                command,
                "--kubeconfig=" + kubeconfig,
                "--leader-election-id=" + LEASE,
                "--leader-election-namespace=" + Cluster.NAMESPACE,
                "--vpsie-secret-namespace=" + Cluster.NAMESPACE,
                "--vpsie-allow-http",
                "--settle-window=2s");
    }

    /** From the first purchase to the last deletion, with pods that have to leave before. */
    private void buyAndReturn() throws Exception {
        workers.createGroup(2);
        Set<String> nodes = labelled(2);
        nodes.forEach(workers::runPodOn);
        await("both pods run", () -> Optional.of(workers.runningPods()).filter(running -> running == 2));
        workers.limitTo(1);
        labelled(1);
        workers.deleteGroup();
        await("no group is left", () -> Optional.of(workers.groupExists()).filter(exists -> !exists));
        labelled(0);
        assertThat(workers.runningPods()).as("pods that nobody evicted").isZero();
        assertThat(cloud.log().bought(Workers.GROUP)).hasSize(2);
        assertThat(cloud.log().deleted(Workers.GROUP)).hasSize(2);
    }

    private Set<String> labelled(int number) throws Exception {
        return await(
                number + " node(s) of the group",
                () -> Optional.of(workers.labelledNodes()).filter(names -> names.size() == number));
    }

    private <T> T await(String what, Await.Question<T> question) throws Exception {
        return Await.answer(PATIENCE, what, () -> workers + "; see target/it/rights/console.log", question);
    }

    private void judge() {
        List<Entry> asked = api.asked().of(Cluster.USER);
        List<Entry> own;
        try (KubernetesClient anybody = new KubernetesClientBuilder()
                .withConfig(api.restrictedConfig("anybody"))
                .build()) {
            own = asked.stream().filter(entry -> !allowed(anybody, entry)).toList();
        }
        ObservedRights observed = new ObservedRights(HERE, own);
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(asked.stream().filter(entry -> !entry.allowed()))
                    .as("what was refused")
                    .isEmpty();
            softly.assertThat(observed.surplus())
                    .as("what was asked for and is not in Permission.NEEDED")
                    .isEmpty();
            softly.assertThat(observed.unused())
                    .as("what is in Permission.NEEDED and was never asked for")
                    .isEmpty();
        });
    }

    /** Whether this client may do what an entry tells of. */
    private static boolean allowed(KubernetesClient client, Entry entry) {
        String[] parts = entry.resource().split("/", 2);
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(entry.verb())
                        .withGroup(entry.group())
                        .withResource(parts[0])
                        .withSubresource(parts.length > 1 ? parts[1] : "")
                        .withNamespace(entry.namespace())
                        .withName(entry.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
