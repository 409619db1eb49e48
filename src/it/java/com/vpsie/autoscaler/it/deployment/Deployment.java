package com.vpsie.autoscaler.it.deployment;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Servers that somebody else started, in a cluster that may matter: what is asked here only reads, except for
 * {@link #delete} and {@link #resize}. Found by system properties: {@code it.kubeconfig}, a file, or absent; then
 * {@code it.namespace} and {@code it.lease}, by default those of {@code kube/base}; {@code it.servers}, for servers that
 * are no pods, see {@link Member.Address#parse}, with commas between them. Used by one thread; {@link #close} ends the
 * connection and nothing else.
 */
final class Deployment implements AutoCloseable {
    static final String KUBECONFIG = System.getProperty("it.kubeconfig", "");

    private static final String NAMESPACE = property("it.namespace", "kube-system");
    private static final String LEASE = property("it.lease", "vpsie-autoscaler-leader");
    private static final String SERVERS = property("it.servers", "");
    private static final String API = "autoscaler.vpsie.com/v1alpha1";

    private final KubernetesClient client;

    private Deployment(KubernetesClient client) {
        this.client = client;
    }

    /** @throws IOException when {@code it.kubeconfig} cannot be read */
    static Deployment connect() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(KUBECONFIG)));
        return new Deployment(new KubernetesClientBuilder().withConfig(config).build());
    }

    /** Maven passes what is not set as an empty text. */
    private static String property(String name, String otherwise) {
        String given = System.getProperty(name, "");
        return given.isBlank() ? otherwise : given;
    }

    static String describe() {
        return "the deployment in namespace " + NAMESPACE + " with Lease " + LEASE + " of " + KUBECONFIG
                + (arePods() ? ", its pods through the API server" : ", its servers at " + SERVERS);
    }

    /** Else they are processes that the API knows nothing of. */
    static boolean arePods() {
        return SERVERS.isEmpty();
    }

    /** Those that are not about to end. */
    List<Member> members() {
        if (!arePods()) {
            return Stream.of(SERVERS.split(","))
                    .<Member>map(Member.Address::parse)
                    .toList();
        }
        List<Member> pods = new ArrayList<>();
        client.pods().inNamespace(NAMESPACE).withLabel("app", "vpsie-autoscaler").list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(pod -> pods.add(
                        new Member.Pod(client, NAMESPACE, pod.getMetadata().getName())));
        return pods;
    }

    /** @throws AssertionError when there is no Lease */
    LeaseSpec lease() {
        return Optional.ofNullable(
                        client.leases().inNamespace(NAMESPACE).withName(LEASE).get())
                .orElseThrow(() -> new AssertionError("there is no Lease " + NAMESPACE + "/" + LEASE))
                .getSpec();
    }

    /** L, as the Lease says. */
    Duration duration() {
        return Duration.ofSeconds(lease().getLeaseDurationSeconds());
    }

    /** The pod's name out of the identity in the Lease; empty when nobody holds it. */
    String holder() {
        String identity =
                Optional.ofNullable(lease().getHolderIdentity()).orElse("").strip();
        int end = identity.indexOf('_');
        return end < 0 ? identity : identity.substring(0, end);
    }

    /** Everybody who says so now, asked one after the other. */
    List<String> leading() throws InterruptedException {
        List<String> leading = new ArrayList<>();
        for (Member member : members()) {
            if (member.isLeader()) {
                leading.add(member.name());
            }
        }
        return leading;
    }

    /** @param grace in seconds; negative for the pod's own */
    void delete(String pod, long grace) {
        var found = client.pods().inNamespace(NAMESPACE).withName(pod);
        if (grace < 0) {
            found.delete();
        } else {
            found.withGracePeriod(grace).delete();
        }
    }

    /** The only NodeGroup, or the one that {@code it.group} names. */
    GenericKubernetesResource group() {
        String wanted = property("it.group", "");
        List<GenericKubernetesResource> groups =
                client.genericKubernetesResources(API, "NodeGroup").inNamespace(NAMESPACE).list().getItems().stream()
                        .filter(group -> wanted.isEmpty()
                                || group.getMetadata().getName().equals(wanted))
                        .toList();
        if (groups.size() != 1) {
            throw new AssertionError("-Dit.group=NAME must name one of the NodeGroups of " + NAMESPACE + ": "
                    + groups.stream().map(one -> one.getMetadata().getName()).toList());
        }
        return groups.get(0);
    }

    void resize(String group, int minNodes, int maxNodes) {
        client.genericKubernetesResources(API, "NodeGroup")
                .inNamespace(NAMESPACE)
                .withName(group)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"minNodes\":%d,\"maxNodes\":%d}}".formatted(minNodes, maxNodes));
    }

    /** Phases of the group's VPSieNodes. */
    List<String> phases(String group) {
        return client.genericKubernetesResources(API, "VPSieNode").inNamespace(NAMESPACE).list().getItems().stream()
                .filter(node -> group.equals(node.get("spec", "nodeGroupName")))
                .map(node -> String.valueOf(node.<Object>get("status", "phase")))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
