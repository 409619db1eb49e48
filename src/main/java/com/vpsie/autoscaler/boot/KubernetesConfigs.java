package com.vpsie.autoscaler.boot;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the Kubernetes API server: the given kubeconfig file, else the ServiceAccount of the pod, else {@code
 * KUBECONFIG}, else {@code ~/.kube/config}. Stateless.
 */
final class KubernetesConfigs {
    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    /** Two more tries of what broke on the way: enough for a restarting API server's load balancer, soon over. */
    private static final int RETRIES = 2;

    private static final int RETRY_INTERVAL_MILLIS = 200;
    /** Doubles five times, so a watch comes back at most 8 s after the API server has. */
    private static final int WATCH_RECONNECT_MILLIS = 250;

    private KubernetesConfigs() {}

    /**
     * @param kubeconfig path of the file, empty for finding one as above
     * @param userAgent what the API server's audit log shows
     * @throws IllegalStateException names the file and what is wrong with it
     */
    static Config find(Optional<String> kubeconfig, String userAgent) {
        return tuned(kubeconfig.map(KubernetesConfigs::fromFile).orElseGet(KubernetesConfigs::byItself), userAgent);
    }

    private static Config fromFile(String path) {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "kubeconfig " + file.toAbsolutePath() + " does not exist or is not readable");
        }
        try {
            Config config = Config.fromKubeconfig(file.toFile());
            if (config.getMasterUrl() == null) {
                throw new IllegalStateException("kubeconfig " + file.toAbsolutePath() + " names no server");
            }
            return config;
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "kubeconfig " + file.toAbsolutePath() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The client's own search looks for files first; in a pod the ServiceAccount must win. */
    private static Config byItself() {
        if (inPod()) {
            System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
        }
        return Config.autoConfigure(null);
    }

    private static boolean inPod() {
        return System.getenv(Config.KUBERNETES_SERVICE_HOST_PROPERTY) != null
                && Files.isReadable(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
    }

    private static Config tuned(Config found, String userAgent) {
        return new ConfigBuilder(found)
                .withUserAgent(userAgent)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(CONNECTION_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_INTERVAL_MILLIS)
                .withWatchReconnectInterval(WATCH_RECONNECT_MILLIS)
                .withWatchReconnectLimit(-1)
                .build();
    }
}
