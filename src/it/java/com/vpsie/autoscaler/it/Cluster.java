package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** An embedded Kubernetes API that gets what the autoscaler needs piece by piece, as a forgetful administrator would. */
final class Cluster implements AutoCloseable {
    static final String NAMESPACE = "vpsie-autoscaler-test";

    private final EmbeddedKubernetes api;
    private final KubernetesClient admin;

    private Cluster(EmbeddedKubernetes api) {
        this.api = api;
        this.admin = new KubernetesClientBuilder()
                .withConfig(api.clientConfig("admin"))
                .build();
    }

    /** Empty; port 0 for any. */
    static Cluster start(int port) {
        return new Cluster(EmbeddedKubernetes.start(port));
    }

    /** With everything in place. */
    static Cluster complete(String vpsieUrl) throws IOException {
        Cluster cluster = start(0);
        cluster.installCustomResources();
        cluster.createNamespace();
        cluster.putSecret(Map.of("token", "sandbox-token", "url", vpsieUrl));
        return cluster;
    }

    String kubeconfig() {
        return api.kubeconfig("replica");
    }

    void installCustomResources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("kube", "crds"))) {
            for (Path file : files.sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    admin.load(in).items().forEach(item -> admin.resource(item).create());
                }
            }
        }
    }

    void createNamespace() {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    void putSecret(Map<String, String> data) {
        admin.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("vpsie-secret")
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .createOr(existing -> existing.update());
    }

    @Override
    public void close() {
        admin.close();
        api.close();
    }
}
