package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.sandbox.scenario.Await;
import com.vpsie.autoscaler.sandbox.vpsie.Lifetime;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One NodeGroup of any name and what belongs to it, in Kubernetes and at VPSie, as a person with kubectl sees and changes
 * it. Thread-safe.
 */
public final class Group {
    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A look asks for everything of the group. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final KubernetesClient client;
    private final VpsieWorld world;
    private final String name;
    private final long size;

    /** A condition of its status. */
    public record Condition(String status, String reason, String message) {
        static final Condition NONE = new Condition("", "", "");

        public boolean isTrue() {
            return status.equals("True");
        }
    }

    /** @param size what it buys: VPSie has one group for each size of a cluster */
    public Group(KubernetesClient client, VpsieWorld world, String name, long size) {
        this.client = client;
        this.world = world;
        this.name = name;
        this.size = size;
    }

    public String name() {
        return name;
    }

    // ---- the wish

    /** What a spec must have, to change before it is created. */
    public Map<String, Object> spec(int min, int max) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("minNodes", min);
        spec.put("maxNodes", max);
        spec.put("datacenterID", SandboxContent.DATACENTER);
        spec.put("resourceIdentifier", SandboxContent.CLUSTER);
        spec.put("project", "sandbox");
        spec.put("offeringIDs", List.of("offer-small"));
        spec.put("kubeSizeID", size);
        spec.put("kubernetesVersion", "v1.34.1");
        return spec;
    }

    public Group create(int min, int max) {
        return create(spec(min, max));
    }

    public Group create(Map<String, Object> spec) {
        client.resource(of(spec)).create();
        return this;
    }

    /** As it would be created, with the label that makes it ours. */
    public GenericKubernetesResource of(Map<String, Object> spec) {
        GenericKubernetesResource group = new GenericKubernetesResource();
        group.setApiVersion(API);
        group.setKind("NodeGroup");
        group.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(Cluster.NAMESPACE)
                .addToLabels("autoscaler.vpsie.com/managed", "true")
                .build());
        group.setAdditionalProperty("spec", spec);
        return group;
    }

    /** Other limits from now on. */
    public void limit(int min, int max) {
        patch("{\"spec\":{\"minNodes\":%d,\"maxNodes\":%d}}".formatted(min, max));
    }

    /** A JSON merge patch. */
    public void patch(String json) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    /** Asks for its deletion; finalizers decide when it is gone. */
    public void delete() {
        resource().delete();
    }

    private Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources(API, "NodeGroup")
                .inNamespace(Cluster.NAMESPACE)
                .withName(name);
    }

    // ---- what is there

    /** Empty when there is none of this name. */
    public Optional<GenericKubernetesResource> object() {
        return Optional.ofNullable(resource().get());
    }

    /** A value below its status, which the caller knows the type of; empty when it is not there. */
    public <T> Optional<T> status(String field) {
        return object().flatMap(group -> Optional.ofNullable(group.<T>get("status", field)));
    }

    /** A number of its status, 0 when it is not there. */
    public long number(String field) {
        return this.<Number>status(field).map(Number::longValue).orElse(0L);
    }

    /** Empty words when there is none of this type. */
    public Condition condition(String type) {
        return this.<List<Map<String, Object>>>status("conditions").stream()
                .flatMap(List::stream)
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition ->
                        new Condition(word(condition, "status"), word(condition, "reason"), word(condition, "message")))
                .findFirst()
                .orElse(Condition.NONE);
    }

    private static String word(Map<String, Object> fields, String name) {
        return String.valueOf(fields.getOrDefault(name, ""));
    }

    /** Its VPSieNodes. */
    public List<GenericKubernetesResource> vpsieNodes() {
        return client
                .genericKubernetesResources(API, "VPSieNode")
                .inNamespace(Cluster.NAMESPACE)
                .list()
                .getItems()
                .stream()
                .filter(node -> name.equals(node.get("spec", "nodeGroupName")))
                .toList();
    }

    /** Kubernetes Nodes with its label. */
    public List<Node> nodes() {
        return client.nodes()
                .withLabel("autoscaler.vpsie.com/nodegroup", name)
                .list()
                .getItems();
    }

    /** Machines of the VPSie group of its name that were bought and not told to go. */
    public Set<String> machines() {
        return world.log().living(name).stream()
                .map(Lifetime::identifier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Machines that its VPSieNodes say they are. */
    public Set<String> claimed() {
        return vpsieNodes().stream()
                .map(node -> String.valueOf(node.<Object>get("spec", "vpsieNodeIdentifier")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Number of what there is. */
    public Groups.Count count() {
        return new Groups(client, world, List.of(name)).count(name);
    }

    /** So many machines are bought, exist, joined and are ready, and the VPSieNodes are exactly those. */
    public boolean isExactly(int nodes) {
        return count().isExactly(nodes) && machines().equals(claimed());
    }

    /** Neither in Kubernetes nor at VPSie. */
    public boolean isGone() {
        return object().isEmpty()
                && count().isExactly(0)
                && world.group(SandboxContent.CLUSTER, name).isEmpty();
    }

    public void awaitExactly(int nodes) throws Exception {
        await("exactly " + nodes + " node(s) of " + name, () -> isExactly(nodes));
    }

    public void awaitGone() throws Exception {
        await("nothing left of " + name, this::isGone);
    }

    /** Waits until the condition says yes for this reason. */
    public Condition awaitCondition(String type, String reason) throws Exception {
        await(type + "/" + reason + " of " + name, () -> {
            Condition condition = condition(type);
            return condition.isTrue() && condition.reason().equals(reason);
        });
        return condition(type);
    }

    /** Waits until it holds; says what there is of the group when it does not. */
    public void await(String what, Fact fact) throws Exception {
        Await.answer(PATIENCE, LOOK, what, this::toString, () -> fact.holds() ? Optional.of(true) : Optional.empty());
    }

    /** Something that holds or does not yet. */
    @FunctionalInterface
    public interface Fact {
        boolean holds() throws Exception;
    }

    @Override
    public String toString() {
        return name + ": " + count() + ", machines " + machines() + ", conditions "
                + this.<Object>status("conditions").orElse("none") + ", operation "
                + this.<Object>status("operation").orElse("none");
    }
}
