package com.vpsie.autoscaler.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import com.vpsie.autoscaler.api.v1alpha1.NodeGroup;
import com.vpsie.autoscaler.api.v1alpha1.VPSieNode;
import com.vpsie.autoscaler.sandbox.crd.CrdDocuments;
import com.vpsie.autoscaler.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Objects of a small cluster, clients of it, and patience. */
final class SmallCluster {
    private SmallCluster() {}

    static void namespaces(KubernetesClient client) {
        for (String name : List.of("ns", "other")) {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /** Returns when the kinds are served, which on a real API server is a moment later. */
    static void installDefinitions(KubernetesClient client) {
        CrdDocuments.definitions().forEach(crd -> client.resource(crd).create());
        await(() -> isServed(client, NodeGroup.class) && isServed(client, VPSieNode.class));
    }

    private static boolean isServed(KubernetesClient client, Class<? extends HasMetadata> kind) {
        try {
            return client.resources(kind).inAnyNamespace().list() != null;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isIn(404, 429, 503); // not known yet, or its storage is being made
            return false;
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited 30 s").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    static KubernetesClient client(KubernetesUnderTest kubernetes, String name) {
        Config config = new ConfigBuilder(kubernetes.clientConfig(name))
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(50)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    static NodeGroup group(String name) {
        NodeGroup group = new NodeGroup();
        group.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName(name)
                .addToLabels(Names.LABEL_MANAGED, Names.TRUE)
                .build());
        group.getSpec().setDatacenterID("dc");
        group.getSpec().setMinNodes(2);
        group.getSpec().setMaxNodes(5);
        group.getSpec().setKubernetesVersion("v1.31.2");
        group.getSpec().getOfferingIDs().add("o");
        return group;
    }

    static VPSieNode vpsieNode(String name, String group, String hostname) {
        VPSieNode node = new VPSieNode();
        node.setMetadata(
                new ObjectMetaBuilder().withNamespace("ns").withName(name).build());
        node.getSpec().setNodeGroupName(group);
        node.getSpec().setNodeName(hostname);
        node.getSpec().setKubernetesVersion("v1.31.2");
        return node;
    }

    static Node node(String name, Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addNewAddress()
                .withType("Hostname")
                .withAddress(name)
                .endAddress()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .addNewImage()
                .withNames("registry/image:1")
                .endImage()
                .endStatus()
                .build();
    }

    static Secret secret(String name, Map<String, String> data) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName(name)
                .endMetadata()
                .withStringData(data)
                .build();
    }
}
