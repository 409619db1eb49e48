package com.vpsie.autoscaler.sandbox.vpsie;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Kubernetes Node of a machine. */
final class KubernetesNodes {
    private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

    /** Of the memory, what a kubelet keeps for itself and the system. */
    private static final int RESERVED_MB = 256;

    private KubernetesNodes() {}

    /** Kubernetes names are lower case, whatever VPSie's are. */
    static String nodeName(Machine machine) {
        return machine.hostname().toLowerCase(Locale.ROOT);
    }

    /** As a kubelet registers it: not ready yet. */
    static Node of(Machine machine, String kubernetesVersion) {
        String name = nodeName(machine);
        Size size = machine.size();
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withAddresses(new NodeAddress(machine.ip(), "InternalIP"), new NodeAddress(name, "Hostname"))
                .withCapacity(resources(size, size.ramMb()))
                .withAllocatable(resources(size, size.ramMb() - RESERVED_MB))
                .withConditions(List.of(condition(false)))
                .withNewNodeInfo()
                .withKubeletVersion("v" + kubernetesVersion)
                .withOperatingSystem("linux")
                .withArchitecture("amd64")
                .withMachineID(machine.identifier())
                .withSystemUUID(machine.identifier())
                .withBootID(machine.identifier())
                .withKernelVersion("6.1.0")
                .withOsImage("Simulated Linux")
                .withContainerRuntimeVersion("containerd://2.0.0")
                .withKubeProxyVersion("")
                .endNodeInfo()
                .endStatus()
                .build();
        if (machine.controlPlane()) {
            node.getMetadata().getLabels().put(CONTROL_PLANE, "");
            node.getSpec()
                    .setTaints(List.of(new TaintBuilder()
                            .withKey(CONTROL_PLANE)
                            .withEffect("NoSchedule")
                            .build()));
        }
        return node;
    }

    /** Replaces the Ready condition by a true one. */
    static void makeReady(Node node) {
        List<NodeCondition> conditions = node.getStatus().getConditions();
        conditions.removeIf(condition -> condition.getType().equals("Ready"));
        conditions.add(condition(true));
    }

    private static Map<String, Quantity> resources(Size size, int memoryMb) {
        return Map.of(
                "cpu", new Quantity(Integer.toString(size.cpu())),
                "memory", new Quantity(memoryMb + "Mi"),
                "ephemeral-storage", new Quantity(size.diskGb() + "Gi"),
                "pods", new Quantity("110"));
    }

    private static NodeCondition condition(boolean ready) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new NodeConditionBuilder()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .withReason(ready ? "KubeletReady" : "KubeletNotReady")
                .withMessage(ready ? "kubelet is posting ready status" : "container runtime network not ready")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .build();
    }
}
