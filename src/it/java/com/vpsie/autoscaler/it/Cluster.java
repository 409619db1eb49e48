package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.sandbox.ShippedRights;
import com.vpsie.autoscaler.sandbox.kube.EmbeddedKubernetes;
import com.vpsie.autoscaler.sandbox.kube.Fault;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import com.vpsie.autoscaler.sandbox.kube.real.ChosenKubernetes;
import com.vpsie.autoscaler.sandbox.kube.real.RealKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Kubernetes API that gets what the autoscaler needs piece by piece, as a forgetful administrator would: the embedded
 * one, or a real one with {@code -Dsandbox.kube=real}. Replicas have users of their own, with the shipped rights.
 */
public final class Cluster implements AutoCloseable {
    public static final String NAMESPACE = "vpsie-autoscaler-test";

    /** The user that the replica is, who has the shipped rights and no other. */
    static final String USER = "replica-0";

    private static final ShippedRights RIGHTS =
            ShippedRights.of(Path.of("")).in(NAMESPACE).boundTo(List.of(USER));

    private final KubernetesUnderTest api;
    private final ShippedRights rights;
    private final KubernetesClient admin;

    private Cluster(KubernetesUnderTest api, ShippedRights rights) {
        this.api = api;
        this.rights = rights;
        this.admin = new KubernetesClientBuilder()
                .withConfig(api.clientConfig("admin"))
                .build();
    }

    /** Empty. */
    static Cluster start() {
        return new Cluster(ChosenKubernetes.start(), RIGHTS);
    }

    /** With everything in place. */
    static Cluster complete(String vpsieUrl) throws IOException {
        return start().filled(vpsieUrl);
    }

    /** With everything in place, for a race for this Lease; closes the API with itself. */
    static Cluster complete(KubernetesUnderTest api, String lease, String vpsieUrl) throws IOException {
        return complete(api, lease, List.of(USER), vpsieUrl);
    }

    /** The same for several users. */
    public static Cluster complete(KubernetesUnderTest api, String lease, List<String> users, String vpsieUrl)
            throws IOException {
        return new Cluster(api, RIGHTS.forLease(lease).boundTo(users)).filled(vpsieUrl);
    }

    private Cluster filled(String vpsieUrl) throws IOException {
        grantRights();
        installCustomResources();
        createNamespace();
        putSecret(Map.of("token", "sandbox-token", "url", vpsieUrl));
        return this;
    }

    String kubeconfig() {
        return api.restrictedKubeconfig(USER);
    }

    /** Who may do everything. */
    public KubernetesClient admin() {
        return admin;
    }

    /** Host and port. */
    String address() {
        return URI.create(admin.getMasterUrl().toString()).getAuthority();
    }

    /** Nobody listens any more, as while an API server restarts. */
    public void goAway() {
        if (api instanceof EmbeddedKubernetes embedded) {
            embedded.faults().always(Fault.Match.ANY, new Fault.Down());
        } else {
            ((RealKubernetes) api).killApiServer();
        }
    }

    /** Everything is as it was before {@link #goAway}. */
    public void comeBack() {
        if (api instanceof EmbeddedKubernetes embedded) {
            embedded.faults().clear();
        } else {
            ((RealKubernetes) api).startApiServer();
        }
    }

    /** From now on these users have the shipped rights, and no others. */
    public void grantTo(List<String> users) {
        ShippedRights theirs = rights.boundTo(users);
        theirs.applyClusterWide(admin);
        theirs.applyNamespaced(admin);
    }

    /** What holds in the whole cluster; the rest needs the namespace. */
    void grantRights() {
        rights.applyClusterWide(admin);
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

    /** With the rights in it. */
    void createNamespace() {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        rights.applyNamespaced(admin);
    }

    /** The Secret of VPSie's credentials, new or another one. */
    public void putSecret(Map<String, String> data) {
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
