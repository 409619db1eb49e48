package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.sandbox.vpsie.CloudLog;
import com.vpsie.autoscaler.sandbox.vpsie.Lifetime;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Size;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Some NodeGroups and what belongs to them, in Kubernetes and at VPSie, as a person with kubectl sees them. Thread-safe. */
public final class Groups {
    /** Nodes of each at the start. */
    public static final int FIRST = 2;

    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final String OF_GROUP = "autoscaler.vpsie.com/nodegroup";

    private final KubernetesClient client;
    private final VpsieWorld world;
    private final List<String> names;

    /** Two of them. */
    public Groups(KubernetesClient client, VpsieWorld world) {
        this(client, world, List.of("batch", "web"));
    }

    /** So many that VPSie has to offer a size of machine for each, with the numbers from 1 on. */
    public Groups(KubernetesClient client, VpsieWorld world, List<String> names) {
        this.client = client;
        this.world = world;
        this.names = List.copyOf(names);
    }

    public List<String> names() {
        return names;
    }

    /** Each with a size of machine of its own, since VPSie has one group for each size. */
    public void create() {
        names.forEach(name -> group(name).create(FIRST, FIRST));
    }

    private Group group(String name) {
        return new Group(client, world, name, size(name));
    }

    private long size(String name) {
        return 1L + names.indexOf(name);
    }

    /** Whether an intent is stored in the status of a group that nobody has resolved. */
    public boolean hasIntent(String name) {
        return group(name).object().map(Groups::hasIntent).orElse(false);
    }

    private static boolean hasIntent(GenericKubernetesResource group) {
        return group.get("status", "operation") != null;
    }

    /** Of a condition of each group, by group. */
    public Map<String, String> reasons(String condition) {
        return names.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> group(name).condition(condition).reason()));
    }

    /** No fewer and no more from now on. */
    public void resize(String name, int nodes) {
        group(name).limit(nodes, nodes);
    }

    /** Asks for the deletion of all; finalizers decide when they are gone. */
    public void delete() {
        names.forEach(name -> group(name).delete());
    }

    /** What there is of a group; equal sides mean that nothing was lost and nothing is too much. */
    public record Count(int bought, int existing, int vpsieNodes, int ready, int joined, boolean open) {
        public boolean isExactly(int wanted) {
            return bought == wanted
                    && existing == wanted
                    && vpsieNodes == wanted
                    && ready == wanted
                    && joined == wanted
                    && !open;
        }

        @Override
        public String toString() {
            return bought + " bought, " + existing + " at VPSie, " + vpsieNodes + " VPSieNodes (" + ready + " Ready), "
                    + joined + " Nodes" + (open ? ", an operation or an orphan open" : "");
        }
    }

    public Count count(String name) {
        return Objects.requireNonNull(counts().get(name));
    }

    /** All of them by name, in few requests. */
    public Map<String, Count> counts() {
        Map<String, GenericKubernetesResource> groups = list("NodeGroup").stream()
                .collect(Collectors.toMap(group -> group.getMetadata().getName(), group -> group));
        List<GenericKubernetesResource> children = list("VPSieNode");
        List<Node> nodes = client.nodes().withLabel(OF_GROUP).list().getItems();
        Map<String, Count> counts = new TreeMap<>();
        names.forEach(name -> counts.put(name, count(name, groups, children, nodes)));
        return counts;
    }

    private Count count(
            String name,
            Map<String, GenericKubernetesResource> groups,
            List<GenericKubernetesResource> children,
            List<Node> nodes) {
        Instant now = world.now();
        CloudLog log = world.log();
        List<GenericKubernetesResource> own = children.stream()
                .filter(child -> name.equals(child.get("spec", "nodeGroupName")))
                .toList();
        GenericKubernetesResource group = groups.get(name);
        return new Count(
                log.living(name).size(),
                (int) log.intervals(name).stream()
                        .filter(life -> life.existsAt(now))
                        .count(),
                own.size(),
                (int) own.stream()
                        .filter(child -> "Ready".equals(child.get("status", "phase")))
                        .count(),
                (int) nodes.stream()
                        .filter(node ->
                                name.equals(node.getMetadata().getLabels().get(OF_GROUP)))
                        .count(),
                group != null && (hasOrphans(group) || hasIntent(group)));
    }

    private List<GenericKubernetesResource> list(String kind) {
        return client.genericKubernetesResources(API, kind)
                .inNamespace(Cluster.NAMESPACE)
                .list()
                .getItems();
    }

    private static boolean hasOrphans(GenericKubernetesResource group) {
        return group.get("status", "orphans") instanceof List<?> orphans && !orphans.isEmpty();
    }

    /**
     * Tells of each machine that a VPSieNode has, with the VPSieNode's name, more than once perhaps.
     *
     * @return ends it
     */
    public AutoCloseable onMachine(BiConsumer<String, String> told) {
        return client.genericKubernetesResources(API, "VPSieNode")
                .inNamespace(Cluster.NAMESPACE)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource node) {
                        if (node.get("spec", "vpsieNodeIdentifier") instanceof String machine && !machine.isEmpty()) {
                            told.accept(machine, node.getMetadata().getName());
                        }
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource node) {
                        onAdd(node);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource node, boolean stateUnknown) {
                        onAdd(node);
                    }
                });
    }

    /** What a machine of a group costs, in USD. */
    public BigDecimal hourlyPrice(String name) {
        long size = size(name);
        return world.offers(SandboxContent.DATACENTER).stream()
                .filter(offer -> offer.id() == size)
                .map(Size::hourly)
                .findFirst()
                .orElseThrow();
    }

    /** Everything that belongs to them, as YAML. */
    public List<String> describe() {
        List<HasMetadata> objects = new ArrayList<>();
        for (String kind : List.of("NodeGroup", "VPSieNode")) {
            objects.addAll(client.genericKubernetesResources(API, kind)
                    .inNamespace(Cluster.NAMESPACE)
                    .list()
                    .getItems());
        }
        objects.addAll(client.nodes().withLabel(OF_GROUP).list().getItems());
        return objects.stream().map(Serialization::asYaml).toList();
    }

    /** What is there although nothing should be; empty when all is gone. */
    public List<String> remains() {
        List<String> left = new ArrayList<>();
        for (String name : names) {
            Count count = count(name);
            if (group(name).object().isPresent() || !count.isExactly(0)) {
                left.add("NodeGroup " + name + ": " + count);
            }
            world.group(SandboxContent.CLUSTER, name).ifPresent(group -> left.add("VPSie group " + name));
        }
        world.log().lifetimes().stream()
                .filter(life -> life.deletedAt().isEmpty())
                .map(Lifetime::identifier)
                .forEach(machine -> left.add("machine " + machine));
        return left;
    }
}
