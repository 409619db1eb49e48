package com.vpsie.autoscaler.sandbox;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sample NodeGroup and what belongs to it, read and written as plain objects: as an operator with kubectl sees
 * them, not through the product's own classes. Thread-safe.
 */
public final class SampleGroup {
    public static final String NAME = "sample";

    private static final ResourceDefinitionContext GROUPS = kind("NodeGroup", "nodegroups");
    private static final ResourceDefinitionContext NODES = kind("VPSieNode", "vpsienodes");

    private final KubernetesClient client;

    SampleGroup(KubernetesClient client) {
        this.client = client;
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("autoscaler.vpsie.com")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** Creates it unless it is there. */
    public void create() {
        if (!exists()) {
            client.genericKubernetesResources(GROUPS)
                    .inNamespace(Environment.NAMESPACE)
                    .resource(template())
                    .create();
        }
    }

    private static GenericKubernetesResource template() {
        try (InputStream yaml = Objects.requireNonNull(
                SampleGroup.class.getResourceAsStream("/sample-nodegroup.yaml"), "sample-nodegroup.yaml")) {
            return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes {@code spec.minNodes}, as {@code kubectl patch} would. */
    public void setMinNodes(int nodes) {
        client.genericKubernetesResources(GROUPS)
                .inNamespace(Environment.NAMESPACE)
                .withName(NAME)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"minNodes\":" + nodes + "}}");
    }

    /** Asks for its deletion; finalizers decide when it is gone. */
    public void delete() {
        client.genericKubernetesResources(GROUPS)
                .inNamespace(Environment.NAMESPACE)
                .withName(NAME)
                .delete();
    }

    public boolean exists() {
        return client.genericKubernetesResources(GROUPS)
                        .inNamespace(Environment.NAMESPACE)
                        .withName(NAME)
                        .get()
                != null;
    }

    /** True while an intent to buy or to delete is stored that nobody has resolved. */
    public boolean hasOpenOperation() {
        GenericKubernetesResource group = client.genericKubernetesResources(GROUPS)
                .inNamespace(Environment.NAMESPACE)
                .withName(NAME)
                .get();
        return group != null && group.get("status", "operation") != null;
    }

    List<GenericKubernetesResource> groups() {
        return client.genericKubernetesResources(GROUPS)
                .inNamespace(Environment.NAMESPACE)
                .list()
                .getItems();
    }

    List<GenericKubernetesResource> nodes() {
        return client.genericKubernetesResources(NODES)
                .inNamespace(Environment.NAMESPACE)
                .list()
                .getItems();
    }

    /** One line for every NodeGroup: name, bounds and counts. */
    public List<String> describeAll() {
        return client.genericKubernetesResources(GROUPS).inNamespace(Environment.NAMESPACE).list().getItems().stream()
                .map(SampleGroup::describe)
                .sorted()
                .toList();
    }

    private static String describe(GenericKubernetesResource group) {
        String leaving = group.getMetadata().getDeletionTimestamp() == null ? "" : ", being deleted";
        return group.getMetadata().getName() + ": min " + number(group, "spec", "minNodes") + ", max "
                + number(group, "spec", "maxNodes") + ", desired " + number(group, "status", "desiredNodes")
                + ", ready " + number(group, "status", "readyNodes") + leaving;
    }

    private static String number(GenericKubernetesResource object, Object... path) {
        Object value = object.get(path);
        return value == null ? "-" : value.toString();
    }

    /** How many VPSieNodes are in each phase, without zeros; one without a status counts as Pending. */
    public Map<String, Integer> phases() {
        Map<String, Integer> phases = new TreeMap<>();
        for (GenericKubernetesResource node : nodes()) {
            Object phase = node.get("status", "phase");
            phases.merge(phase == null || phase.toString().isEmpty() ? "Pending" : phase.toString(), 1, Integer::sum);
        }
        return phases;
    }

    /** Names of the Kubernetes Nodes that are Ready. */
    public Set<String> readyKubernetesNodes() {
        return client.nodes().list().getItems().stream()
                .filter(SampleGroup::isReady)
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of all Kubernetes Nodes. */
    public Set<String> kubernetesNodes() {
        return client.nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
