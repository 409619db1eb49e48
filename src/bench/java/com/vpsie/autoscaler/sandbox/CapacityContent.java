package com.vpsie.autoscaler.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.Json;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.Part;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.kinds.BuiltinKinds;
import com.vpsie.autoscaler.sandbox.kube.store.ObjectStore;
import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.Group;
import com.vpsie.autoscaler.sandbox.vpsie.Machine;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Size;
import com.vpsie.autoscaler.sandbox.vpsie.Verdict;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Node groups with their machines and nodes, and pods, as a cluster has them in which another controller has bought them:
 * put into the cloud and into the API's store, past both front doors. Used by one thread, {@link #report} by another.
 */
final class CapacityContent {
    static final String NAMESPACE = Environment.NAMESPACE;

    /** A kubelet names no more of them. */
    private static final int IMAGES = 50;

    private static final int SIZES = 100;
    private static final Call ELSEWHERE = new Call("another-controller", Instant.now());

    private final ObjectStore store;
    private final VpsieWorld cloud;
    private final List<String> groups = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();
    private int reported;

    /** @param store with the custom resources and the namespace */
    CapacityContent(ObjectStore store, VpsieWorld cloud) {
        this.store = store;
        this.cloud = cloud;
        cloud.setTimings(timings -> timings.withBoot(Duration.ZERO));
        // a cluster has one group of a size
        cloud.addOffers(
                SandboxContent.DATACENTER,
                IntStream.rangeClosed(1, SIZES)
                        .mapToObj(i -> Size.of(i, "k8s-size-" + i, 4, 8192, 160, "40.00", "0.060"))
                        .toList());
    }

    /** Groups that exist in the cluster alone, so that VPSie's are still to be created. */
    void newGroups(int number) {
        IntStream.range(0, number).forEach(i -> group(i, 0));
    }

    /** Groups that exist at VPSie too, each with as many nodes. */
    void groups(int number, int nodesEach) {
        for (int i = 0; i < number; i++) {
            Group bought = granted(cloud.createGroup(ELSEWHERE, SandboxContent.CLUSTER, name(i), i + 1));
            ObjectNode stored = group(i, nodesEach);
            status("nodegroups", stored, """
                    {vpsieGroupID: %d, currentNodes: %d, desiredNodes: %d, readyNodes: %d, observedGeneration: 1}
                    """.formatted(bought.id(), nodesEach, nodesEach, nodesEach));
            for (int k = 0; k < nodesEach; k++) {
                Machine machine = granted(cloud.addNode(ELSEWHERE, SandboxContent.CLUSTER, bought.id()));
                node(machine.hostname().toLowerCase(Locale.ROOT));
                vpsieNode(stored, bought, machine);
            }
        }
    }

    private static String name(int group) {
        return "group-%03d".formatted(group);
    }

    private ObjectNode group(int number, int least) {
        groups.add(name(number));
        return store.create(custom("nodegroups"), NAMESPACE, yaml("""
                apiVersion: autoscaler.vpsie.com/v1alpha1
                kind: NodeGroup
                metadata:
                  name: %s
                  labels: {autoscaler.vpsie.com/managed: "true"}
                  finalizers: [nodegroup.autoscaler.vpsie.com/finalizer]
                spec:
                  minNodes: %d
                  maxNodes: 20
                  datacenterID: dc-sandbox
                  resourceIdentifier: sandbox-cluster
                  project: sandbox
                  offeringIDs: [offer-small]
                  kubeSizeID: %d
                  kubernetesVersion: v1.34.1
                """.formatted(name(number), least, number + 1)));
    }

    private void vpsieNode(ObjectNode group, Group bought, Machine machine) {
        ObjectNode stored = store.create(custom("vpsienodes"), NAMESPACE, yaml("""
                apiVersion: autoscaler.vpsie.com/v1alpha1
                kind: VPSieNode
                metadata:
                  name: %1$s-%2$08x
                  labels: {autoscaler.vpsie.com/managed: "true", autoscaler.vpsie.com/nodegroup: %1$s}
                  finalizers: [vpsienode.autoscaler.vpsie.com/finalizer]
                  ownerReferences:
                  - {apiVersion: autoscaler.vpsie.com/v1alpha1, kind: NodeGroup, name: %1$s, uid: %3$s, controller: true}
                spec:
                  vpsieInstanceID: %2$d
                  instanceType: offer-small
                  nodeGroupName: %1$s
                  datacenterID: dc-sandbox
                  resourceIdentifier: sandbox-cluster
                  project: sandbox
                  kubernetesVersion: v1.34.1
                  vpsieGroupID: %4$d
                  nodeName: %5$s
                  vpsieNodeIdentifier: %6$s
                """.formatted(
                        Meta.name(group),
                        machine.id(),
                        Meta.uid(group),
                        bought.id(),
                        machine.hostname(),
                        machine.identifier())));
        status("vpsienodes", stored, """
                {phase: Ready, nodeName: "%s", hostname: "%s", vpsieStatus: running, createdAt: "%s", readyAt: "%s"}
                """.formatted(
                        machine.hostname().toLowerCase(Locale.ROOT), machine.hostname(), now(), now()));
    }

    private void status(String plural, ObjectNode stored, String yaml) {
        stored.set("status", yaml(yaml));
        store.update(custom(plural), NAMESPACE, Meta.name(stored), stored, Part.STATUS);
    }

    /** Nodes that belong to no group. */
    void nodes(int number) {
        IntStream.range(0, number).forEach(i -> node("other-%04d".formatted(i)));
    }

    /** As a kubelet registers and reports it: 50 images and five conditions are most of it. */
    private void node(String name) {
        ObjectNode stored = store.create(BuiltinKinds.NODE, "", yaml("""
                apiVersion: v1
                kind: Node
                metadata:
                  name: %1$s
                  labels:
                    kubernetes.io/hostname: %1$s
                    kubernetes.io/os: linux
                    kubernetes.io/arch: amd64
                    beta.kubernetes.io/os: linux
                    beta.kubernetes.io/arch: amd64
                    node.kubernetes.io/instance-type: k8s-4c-8g
                    topology.kubernetes.io/region: sandbox
                    topology.kubernetes.io/zone: sandbox-1
                  annotations:
                    node.alpha.kubernetes.io/ttl: "0"
                    volumes.kubernetes.io/controller-managed-attach-detach: "true"
                    csi.volume.kubernetes.io/nodeid: '{"csi.example.com":"%1$s"}'
                    projectcalico.org/IPv4Address: 10.0.0.1/16
                spec: {podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24], providerID: "vpsie://dc/cluster/%1$s"}
                """.formatted(name)));
        stored.set("status", nodeStatus(name));
        store.update(BuiltinKinds.NODE, "", name, stored, Part.STATUS);
        nodes.add(name);
    }

    private static ObjectNode nodeStatus(String name) {
        String images = IntStream.range(0, IMAGES)
                .mapToObj(i -> "- {names: [\"registry.example.com/team/application-%1$d@sha256:%2$064x\","
                                .formatted(i, i * 7919L)
                        + "\"registry.example.com/team/application-%d:v1.%d.0\"], sizeBytes: %d}"
                                .formatted(i, i, 20_000_000L + i))
                .collect(Collectors.joining("\n"));
        String conditions =
                List.of("NetworkUnavailable", "MemoryPressure", "DiskPressure", "PIDPressure", "Ready").stream()
                        .map(type ->
                                "- {type: %s, status: \"%s\", reason: Kubelet, message: kubelet is posting its status, %s}"
                                        .formatted(type, type.equals("Ready") ? "True" : "False", times()))
                        .collect(Collectors.joining("\n"));
        return yaml("""
                addresses: [{type: InternalIP, address: 10.0.0.1}, {type: Hostname, address: %s}]
                capacity: {cpu: "4", memory: 8Gi, ephemeral-storage: 160Gi, pods: "110", hugepages-2Mi: "0"}
                allocatable: {cpu: "4", memory: 7936Mi, ephemeral-storage: 150Gi, pods: "110", hugepages-2Mi: "0"}
                daemonEndpoints: {kubeletEndpoint: {Port: 10250}}
                nodeInfo:
                  architecture: amd64
                  bootID: 3a1f1c1e-2f6c-4a39-9d7e-0d1f6f1b2c3d
                  containerRuntimeVersion: containerd://2.0.0
                  kernelVersion: 6.1.0
                  kubeProxyVersion: v1.34.1
                  kubeletVersion: v1.34.1
                  machineID: 3a1f1c1e2f6c4a399d7e0d1f6f1b2c3d
                  operatingSystem: linux
                  osImage: Linux
                  systemUUID: 3a1f1c1e-2f6c-4a39-9d7e-0d1f6f1b2c3d
                conditions:
                %s
                images:
                %s
                """.formatted(name, conditions, images));
    }

    private static String times() {
        return "lastHeartbeatTime: \"%1$s\", lastTransitionTime: \"%1$s\"".formatted(now());
    }

    int numberOfNodes() {
        return nodes.size();
    }

    /** As JSON. There must be nodes. */
    int bytesOfANode() {
        return store.get(BuiltinKinds.NODE, "", nodes.get(0)).toString().length();
    }

    /** How many groups have their VPSie group. */
    long groupsAtVpsie() {
        return groups.stream()
                .filter(name -> store.get(custom("nodegroups"), NAMESPACE, name)
                                .at("/status/vpsieGroupID")
                                .asLong()
                        > 0)
                .count();
    }

    /** The next node in turn says that it is well, as its kubelet does every five minutes. */
    void report() {
        String name = nodes.get(reported++ % nodes.size());
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode node = store.get(BuiltinKinds.NODE, "", name);
        node.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("lastHeartbeatTime", now));
        store.update(BuiltinKinds.NODE, "", name, node, Part.STATUS);
    }

    /** Pods on these nodes. */
    void pods(int number) {
        for (int i = 0; i < number; i++) {
            ObjectNode pod = Json.object();
            pod.putObject("metadata")
                    .put("name", "web-7c5ddbdf54-" + i)
                    .putObject("labels")
                    .put("app", "web");
            ObjectNode spec = pod.putObject("spec").put("nodeName", nodes.get(i % nodes.size()));
            spec.putArray("containers").addObject().put("name", "web").put("image", "registry.example.com/web:1.2.3");
            store.create(BuiltinKinds.POD, "default", pod);
        }
    }

    private ResourceKind custom(String plural) {
        return store.kinds()
                .find("autoscaler.vpsie.com", "v1alpha1", plural)
                .orElseThrow(() -> new SandboxException(plural + " is not installed"));
    }

    private static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) Serialization.yamlMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static <T> T granted(Verdict<T> verdict) {
        if (verdict instanceof Verdict.Granted<T> granted) {
            return granted.value();
        }
        throw new SandboxException("the cloud refuses: " + verdict);
    }
}
