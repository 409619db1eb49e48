package com.vpsie.autoscaler.sandbox.vpsie;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Registers machines with a Kubernetes API, the way a kubelet does, and takes away the taint of a Node that is not ready
 * yet, the way the node controller does where one runs. Thread-safe, as the client is.
 */
final class KubernetesNodeSink implements NodeSink {
    private static final String HEARTBEATS = "kube-node-lease";
    private static final String NOT_READY = "node.kubernetes.io/not-ready";

    private final KubernetesClient client;
    private final KubernetesPods pods;

    /** @param pods stays the caller's to close */
    KubernetesNodeSink(KubernetesClient client, KubernetesPods pods) {
        this.client = client;
        this.pods = pods;
    }

    @Override
    public void tendPods(Set<String> nodeNames, Instant now) {
        pods.tend(nodeNames, now);
    }

    @Override
    public void register(Node node) {
        Node stored;
        try {
            stored = client.resource(node).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            return;
        }
        if (stored.getStatus() == null || stored.getStatus().getConditions().isEmpty()) {
            // an API that keeps the status for the subresource alone
            stored.setStatus(node.getStatus());
            client.resource(stored).updateStatus();
        }
    }

    @Override
    public void becomeReady(String nodeName) {
        Node stored = client.nodes().withName(nodeName).get();
        if (stored == null) {
            return;
        }
        KubernetesNodes.makeReady(stored);
        try {
            client.resource(stored).updateStatus();
            if (stored.getSpec().getTaints().stream().anyMatch(KubernetesNodeSink::notReady)) {
                client.nodes().withName(nodeName).edit(node -> {
                    node.getSpec().getTaints().removeIf(KubernetesNodeSink::notReady);
                    return node;
                });
            }
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }

    @Override
    public void heartbeat(String nodeName) {
        if (!heartbeatsAreRead()) {
            return;
        }
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        Lease lease = client.leases().inNamespace(HEARTBEATS).withName(nodeName).get();
        if (lease == null) {
            Lease first = new LeaseBuilder()
                    .withNewMetadata()
                    .withNamespace(HEARTBEATS)
                    .withName(nodeName)
                    .endMetadata()
                    .withNewSpec()
                    .withHolderIdentity(nodeName)
                    .withLeaseDurationSeconds(40)
                    .withRenewTime(now)
                    .endSpec()
                    .build();
            client.resource(first).create();
        } else {
            lease.getSpec().setRenewTime(now);
            client.resource(lease).update();
        }
    }

    /** The namespace is there in every real cluster, and an API without a node controller need not have it. */
    private boolean heartbeatsAreRead() {
        return client.namespaces().withName(HEARTBEATS).get() != null;
    }

    private static boolean notReady(Taint taint) {
        return taint.getKey().equals(NOT_READY);
    }
}
