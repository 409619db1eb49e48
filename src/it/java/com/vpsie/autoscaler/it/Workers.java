package com.vpsie.autoscaler.it;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A team's node group and another team's pods on its nodes, each in a namespace of its own, and neither in that of Lease
 * and Secret: so rights there alone are not enough. As a person with kubectl sees and changes them.
 */
final class Workers {
    static final String GROUP = "builders";
    /** Holds the Lease of another product. */
    static final String OTHER = "somebody-else";

    private static final String TEAM = "team";
    private static final String SHOP = "shop";
    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final String OF_GROUP = "autoscaler.vpsie.com/nodegroup";

    private final KubernetesClient client;

    /** Creates the namespaces. */
    Workers(KubernetesClient client) {
        this.client = client;
        for (String namespace : Set.of(TEAM, SHOP)) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /** A live Lease under the name that the first product of this kind used. */
    void otherProductLeads(String namespace) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("vpsie-autoscaler")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(OTHER)
                        .withLeaseDurationSeconds(3600)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }

    /** Empty when nobody holds it. */
    String holder(String namespace, String lease) {
        String holder = client.leases()
                .inNamespace(namespace)
                .withName(lease)
                .get()
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }

    void createGroup(int nodes) {
        String yaml = """
                apiVersion: autoscaler.vpsie.com/v1alpha1
                kind: NodeGroup
                metadata:
                  name: builders
                  namespace: team
                  labels:
                    autoscaler.vpsie.com/managed: "true"
                spec:
                  minNodes: %d
                  maxNodes: 5
                  datacenterID: dc-sandbox
                  resourceIdentifier: sandbox-cluster
                  project: sandbox
                  offeringIDs: [offer-small]
                  kubeSizeID: 1
                  kubernetesVersion: v1.34.1
                """;
        client.resource(Serialization.unmarshal(yaml.formatted(nodes), GenericKubernetesResource.class))
                .create();
    }

    private Resource<GenericKubernetesResource> group() {
        return client.genericKubernetesResources(API, "NodeGroup")
                .inNamespace(TEAM)
                .withName(GROUP);
    }

    /** No fewer and no more from now on. */
    void limitTo(int nodes) {
        group().patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"minNodes\":%d,\"maxNodes\":%d}}".formatted(nodes, nodes));
    }

    /** Asks for its deletion; finalizers decide when it is gone. */
    void deleteGroup() {
        group().delete();
    }

    boolean groupExists() {
        return group().get() != null;
    }

    /** Nodes that carry the group's label. */
    Set<String> labelledNodes() {
        return client.nodes().withLabel(OF_GROUP, GROUP).list().getItems().stream()
                .map(Node::getMetadata)
                .map(metadata -> metadata.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void runPodOn(String node) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(SHOP)
                        .withName("on-" + node)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("web")
                        .withImage("example.com/web")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    long runningPods() {
        return client.pods().inNamespace(SHOP).list().getItems().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .count();
    }

    @Override
    public String toString() {
        GenericKubernetesResource group = group().get();
        return "group " + (group == null ? "none" : group.<Object>get("status", "conditions")) + ", nodes "
                + labelledNodes() + ", running pods " + runningPods();
    }
}
