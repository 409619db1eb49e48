package com.vpsie.autoscaler.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.sandbox.vpsie.VpsieSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is missing around a replica keeps it alive and not ready, with one message that says what to do; when it is there,
 * the replica becomes ready by itself.
 */
class StartProblemsIT {
    @Test
    void everyMissingThingIsNamedUntilItIsThere() throws Exception {
        int port = freePort();
        Path kubeconfig = kubeconfigFor(port);
        try (VpsieSimulator cloud = VpsieSimulator.start(0, Optional.empty());
                LocalServer server = LocalServer.named(
                        "start-problems",
                        "--kubeconfig=" + kubeconfig,
                        "--leader-election-namespace=" + Cluster.NAMESPACE,
                        "--vpsie-secret-namespace=" + Cluster.NAMESPACE,
                        "--vpsie-allow-http")) {
            server.start();
            server.awaitReadyz(503, "127.0.0.1:" + port);
            assertThat(LocalServer.get(server.healthUrl("/livez")).status()).isEqualTo(200);

            try (Cluster cluster = Cluster.start(port)) {
                LocalServer.write("start-problems", "kubeconfig", cluster.kubeconfig());
                server.awaitReadyz(503, "CustomResourceDefinition nodegroups.autoscaler.vpsie.com is not installed");
                cluster.installCustomResources();
                server.awaitReadyz(503, "namespaces \"" + Cluster.NAMESPACE + "\" not found");
                cluster.createNamespace();
                server.awaitReadyz(503, "Secret " + Cluster.NAMESPACE + "/vpsie-secret", "does not exist");
                cluster.putSecret(Map.of("password", "x"));
                server.awaitReadyz(503, "Secret " + Cluster.NAMESPACE + "/vpsie-secret", "clientId");
                cluster.putSecret(
                        Map.of("token", "sandbox-token", "url", cloud.url().toString()));
                server.awaitReadyz(200, "ok");
            }
        }
    }

    /** A user's token is made by the API server: it must be known before the first start of the one under test. */
    private static Path kubeconfigFor(int port) {
        try (Cluster cluster = Cluster.start(port)) {
            return LocalServer.write("start-problems", "kubeconfig", cluster.kubeconfig());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
