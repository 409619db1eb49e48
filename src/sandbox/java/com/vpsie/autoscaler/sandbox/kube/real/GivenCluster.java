package com.vpsie.autoscaler.sandbox.kube.real;

import com.vpsie.autoscaler.sandbox.kube.Discovery;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Whether the cluster of somebody's kubeconfig may be tested against. */
public final class GivenCluster {
    private static final String REMOTE = "kube.remote";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "0.0.0.0", "[::1]");
    private static final int PATIENCE_MILLIS = 3_000;

    private GivenCluster() {}

    /** Empty when it may. Asks the cluster for its version. */
    public static String whyUnfit(Path kubeconfig) {
        if (!Files.isReadable(kubeconfig)) {
            return "KUBECONFIG=" + kubeconfig + " cannot be read";
        }
        Config config;
        try {
            config = Config.fromKubeconfig(Files.readString(kubeconfig));
        } catch (IOException | KubernetesClientException e) {
            return "KUBECONFIG=" + kubeconfig + " cannot be read: " + e.getMessage();
        }
        String cluster = "the cluster of KUBECONFIG (" + config.getMasterUrl() + ")";
        if (!LOOPBACK.contains(host(config.getMasterUrl())) && !Boolean.getBoolean(REMOTE)) {
            return cluster + " is not on this machine; -D" + REMOTE + "=true allows to write into it";
        }
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout(PATIENCE_MILLIS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            boolean embedded = client.getKubernetesVersion().getCompiler().equals(Discovery.COMPILER);
            return embedded ? cluster + " is an embedded one" : "";
        } catch (KubernetesClientException e) {
            return cluster + " does not answer: " + e.getMessage();
        }
    }

    private static String host(String server) {
        String host = URI.create(server).getHost();
        return host == null ? "" : host;
    }
}
