package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.it.Cluster;
import com.vpsie.autoscaler.sandbox.vpsie.CloudLog;
import com.vpsie.autoscaler.sandbox.vpsie.Lifetime;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Two NodeGroups and what belongs to them, in Kubernetes and at VPSie, as a person with kubectl sees them. Thread-safe. */
public final class Groups {
    /** Nodes of each at the start. */
    public static final int FIRST = 2;

    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final String OF_GROUP = "autoscaler.vpsie.com/nodegroup";
    private static final List<String> NAMES = List.of("batch", "web");

    private final KubernetesClient client;
    private final VpsieWorld world;

    public Groups(KubernetesClient client, VpsieWorld world) {
        this.client = client;
        this.world = world;
    }

    public List<String> names() {
        return NAMES;
    }

    /** Each with a size of machine of its own, since VPSie has one group for each size. */
    public void create() {
        for (String name : NAMES) {
            String yaml = """
                    apiVersion: autoscaler.vpsie.com/v1alpha1
                    kind: NodeGroup
                    metadata:
                      name: %1$s
                      namespace: %2$s
                      labels:
                        autoscaler.vpsie.com/managed: "true"
                    spec:
                      minNodes: %3$d
                      maxNodes: %3$d
                      datacenterID: %4$s
                      resourceIdentifier: %5$s
                      project: sandbox
                      offeringIDs: [offer-small]
                      kubeSizeID: %6$d
                      kubernetesVersion: v1.34.1
                    """.formatted(
                            name,
                            Cluster.NAMESPACE,
                            FIRST,
                            SandboxContent.DATACENTER,
                            SandboxContent.CLUSTER,
                            1 + NAMES.indexOf(name));
            client.resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                    .create();
        }
    }

    private Resource<GenericKubernetesResource> group(String name) {
        return client.genericKubernetesResources(API, "NodeGroup")
                .inNamespace(Cluster.NAMESPACE)
                .withName(name);
    }

    /** Whether an intent is stored in the status of a group that nobody has resolved. */
    public boolean hasIntent(String name) {
        GenericKubernetesResource group = group(name).get();
        return group != null && group.get("status", "operation") != null;
    }

    /** No fewer and no more from now on. */
    public void resize(String name, int nodes) {
        group(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"minNodes\":%1$d,\"maxNodes\":%1$d}}".formatted(nodes));
    }

    /** Asks for the deletion of all; finalizers decide when they are gone. */
    public void delete() {
        NAMES.forEach(name -> group(name).delete());
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
        Instant now = world.now();
        CloudLog log = world.log();
        List<GenericKubernetesResource> nodes =
                client
                        .genericKubernetesResources(API, "VPSieNode")
                        .inNamespace(Cluster.NAMESPACE)
                        .list()
                        .getItems()
                        .stream()
                        .filter(node -> name.equals(node.get("spec", "nodeGroupName")))
                        .toList();
        GenericKubernetesResource group = group(name).get();
        return new Count(
                log.living(name).size(),
                (int) log.intervals(name).stream()
                        .filter(life -> life.existsAt(now))
                        .count(),
                nodes.size(),
                (int) nodes.stream()
                        .filter(node -> "Ready".equals(node.get("status", "phase")))
                        .count(),
                client.nodes().withLabel(OF_GROUP, name).list().getItems().size(),
                group != null && hasOrphans(group) || hasIntent(name));
    }

    private static boolean hasOrphans(GenericKubernetesResource group) {
        return group.get("status", "orphans") instanceof List<?> orphans && !orphans.isEmpty();
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
        for (String name : NAMES) {
            Count count = count(name);
            if (group(name).get() != null || !count.isExactly(0)) {
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
