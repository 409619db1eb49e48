package com.vpsie.autoscaler.boot;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/**
 * Produces the application's one Kubernetes client: each client keeps threads until it is collected. It is built at its
 * first use, which does not reach the API server, and closed when the application stops, before other beans are
 * destroyed. Election has its own, so that neither can starve the other.
 */
@ApplicationScoped
public class KubernetesClientProducer {
    @Produces
    @ApplicationScoped
    public KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    public void close(@Disposes KubernetesClient client) {
        client.close();
    }
}
