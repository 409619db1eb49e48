package com.vpsie.autoscaler.sandbox.vpsie;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Registers machines with a Kubernetes API, the way a kubelet does. Thread-safe, as the client is. */
final class KubernetesNodeSink implements NodeSink {
    private final KubernetesClient client;

    KubernetesNodeSink(KubernetesClient client) {
        this.client = client;
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
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }
}
