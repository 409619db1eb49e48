package com.vpsie.autoscaler.it;

import com.vpsie.autoscaler.sandbox.vpsie.Call;
import com.vpsie.autoscaler.sandbox.vpsie.Group;
import com.vpsie.autoscaler.sandbox.vpsie.Machine;
import com.vpsie.autoscaler.sandbox.vpsie.SandboxContent;
import com.vpsie.autoscaler.sandbox.vpsie.Verdict;
import com.vpsie.autoscaler.sandbox.vpsie.VpsieWorld;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the Go controller leaves behind in cluster and cloud, written as it writes it: whole status objects, VPSieNodes
 * with machine, name and finalizer, and one whose creation was asked for and of which it knows nothing yet.
 */
final class GoController {
    static final String GROUP = "workers";
    static final String LEASE = "vpsie-autoscaler-leader";

    private static final String API = "autoscaler.vpsie.com/v1alpha1";
    private static final String CALLER = "go-controller";
    private static final long SIZE = 2;

    private final KubernetesClient client;
    private final String namespace;
    private final VpsieWorld cloud;

    GoController(KubernetesClient client, String namespace, VpsieWorld cloud) {
        this.client = client;
        this.namespace = namespace;
        this.cloud = cloud;
    }

    /** Installs its definitions, in place of whatever is there. */
    void installDefinitions() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(
                GoController.class.getResourceAsStream("/go-controller/crds.yaml"), "go-controller/crds.yaml")) {
            for (HasMetadata item : client.load(yaml).items()) {
                CustomResourceDefinition wanted = (CustomResourceDefinition) item;
                client.resource(wanted).unlock().createOr(existing -> existing.update());
            }
        }
    }

    /** Two workers that are ready, one that was bought a moment ago, and the Lease of a controller that is no more. */
    void leavesBehind() {
        Group group = granted(cloud.createGroup(call(), SandboxContent.CLUSTER, GROUP, SIZE));
        Machine first = granted(cloud.addNode(call(), SandboxContent.CLUSTER, group.id()));
        Machine second = granted(cloud.addNode(call(), SandboxContent.CLUSTER, group.id()));
        granted(cloud.addNode(call(), SandboxContent.CLUSTER, group.id()));
        GenericKubernetesResource stored = create(nodeGroup());
        String uid = stored.getMetadata().getUid();
        putStatus(stored, statusOfGroup(group));
        for (Machine machine : List.of(first, second)) {
            GenericKubernetesResource node = create(readyNode(machine, group, uid));
            putStatus(node, statusOfReadyNode(machine));
        }
        GenericKubernetesResource half = create(halfCreatedNode(group, uid));
        putStatus(half, Map.of("phase", "Provisioning", "createdAt", now(), "observedGeneration", 1));
        create(lease());
    }

    private static Call call() {
        return new Call(CALLER, Instant.now());
    }

    private static <T> T granted(Verdict<T> verdict) {
        if (verdict instanceof Verdict.Granted<T> granted) {
            return granted.value();
        }
        throw new AssertionError("the cloud refuses the Go controller: " + verdict);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private GenericKubernetesResource create(Map<String, Object> object) {
        return client.genericKubernetesResources((String) object.get("apiVersion"), (String) object.get("kind"))
                .inNamespace(namespace)
                .resource(client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class))
                .create();
    }

    /** Replaces the whole status, as it does after every pass. */
    GenericKubernetesResource putStatus(GenericKubernetesResource object, Map<String, Object> status) {
        object.setAdditionalProperty("status", status);
        return client.genericKubernetesResources(API, object.getKind())
                .inNamespace(namespace)
                .resource(object)
                .updateStatus();
    }

    GenericKubernetesResource group() {
        return client.genericKubernetesResources(API, "NodeGroup")
                .inNamespace(namespace)
                .withName(GROUP)
                .get();
    }

    List<GenericKubernetesResource> nodes() {
        return client.genericKubernetesResources(API, "VPSieNode")
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private Map<String, Object> nodeGroup() {
        return Map.of(
                "apiVersion",
                API,
                "kind",
                "NodeGroup",
                "metadata",
                Map.of(
                        "name",
                        GROUP,
                        "labels",
                        Map.of("autoscaler.vpsie.com/managed", "true"),
                        "finalizers",
                        List.of("nodegroup.autoscaler.vpsie.com/finalizer")),
                "spec",
                Map.of(
                        "minNodes",
                        1,
                        "maxNodes",
                        5,
                        "datacenterID",
                        SandboxContent.DATACENTER,
                        "resourceIdentifier",
                        SandboxContent.CLUSTER,
                        "project",
                        "sandbox",
                        "offeringIDs",
                        List.of("offer-medium"),
                        "kubeSizeID",
                        SIZE,
                        "kubernetesVersion",
                        "v1.34.1"));
    }

    Map<String, Object> statusOfGroup(Group group) {
        return Map.of(
                "currentNodes",
                3,
                "desiredNodes",
                3,
                "readyNodes",
                2,
                "vpsieGroupID",
                group.id(),
                "observedGeneration",
                1,
                "conditions",
                List.of(Map.of(
                        "type", "Ready", "status", "False", "reason", "ScalingUp", "lastTransitionTime", now())));
    }

    private Map<String, Object> metadata(String name, String groupUid, Map<String, String> annotations) {
        return Map.of(
                "name",
                name,
                "labels",
                Map.of("autoscaler.vpsie.com/managed", "true", "autoscaler.vpsie.com/nodegroup", GROUP),
                "annotations",
                annotations,
                "finalizers",
                List.of("vpsienode.autoscaler.vpsie.com/finalizer"),
                "ownerReferences",
                List.of(Map.of(
                        "apiVersion",
                        API,
                        "kind",
                        "NodeGroup",
                        "name",
                        GROUP,
                        "uid",
                        groupUid,
                        "controller",
                        true,
                        "blockOwnerDeletion",
                        true)));
    }

    private Map<String, Object> readyNode(Machine machine, Group group, String groupUid) {
        return vpsieNode(
                metadata(GROUP + "-" + Long.toHexString(0x10000000L + machine.id()), groupUid, Map.of()),
                group,
                Map.of(
                        "vpsieInstanceID", machine.id(),
                        "nodeName", machine.hostname(),
                        "vpsieNodeIdentifier", machine.identifier()));
    }

    /** It got {@code data: true} and no identity. */
    private Map<String, Object> halfCreatedNode(Group group, String groupUid) {
        return vpsieNode(
                metadata(GROUP + "-deadbeef", groupUid, Map.of("autoscaler.vpsie.com/creation-requested", "true")),
                group,
                Map.of("vpsieInstanceID", 0));
    }

    private static Map<String, Object> vpsieNode(
            Map<String, Object> metadata, Group group, Map<String, Object> machine) {
        Map<String, Object> spec = new HashMap<>(machine);
        spec.putAll(Map.of(
                "instanceType",
                "offer-medium",
                "nodeGroupName",
                GROUP,
                "datacenterID",
                SandboxContent.DATACENTER,
                "resourceIdentifier",
                SandboxContent.CLUSTER,
                "project",
                "sandbox",
                "kubernetesVersion",
                "v1.34.1",
                "vpsieGroupID",
                group.id()));
        return Map.of("apiVersion", API, "kind", "VPSieNode", "metadata", metadata, "spec", spec);
    }

    private static Map<String, Object> statusOfReadyNode(Machine machine) {
        return Map.of(
                "phase", "Ready",
                "nodeName", machine.hostname().toLowerCase(Locale.ROOT),
                "hostname", machine.hostname(),
                "vpsieStatus", "running",
                "createdAt", now(),
                "readyAt", now());
    }

    /** Scaled to zero without a release: client-go's record, still held and run out. */
    private static Map<String, Object> lease() {
        String lastRenewal = Instant.now()
                .minus(Duration.ofMinutes(1))
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
        String time = lastRenewal.length() < 27 ? lastRenewal.replaceFirst("(\\.\\d+)?Z$", ".000001Z") : lastRenewal;
        return Map.of(
                "apiVersion",
                "coordination.k8s.io/v1",
                "kind",
                "Lease",
                "metadata",
                Map.of("name", LEASE),
                "spec",
                Map.of(
                        "holderIdentity",
                        "vpsie-autoscaler-7d9f_0b6c0c5e-4f6b-4b5e-9a53-6f0d6f3a8c11",
                        "leaseDurationSeconds",
                        15,
                        "acquireTime",
                        time,
                        "renewTime",
                        time,
                        "leaseTransitions",
                        4));
    }
}
