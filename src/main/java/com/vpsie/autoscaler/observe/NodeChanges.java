package com.vpsie.autoscaler.observe;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a Kubernetes Node matters here. Stateless. */
final class NodeChanges {
    private static final List<String> CONTROL_PLANE =
            List.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

    private NodeChanges() {}

    /** Takes away what nobody reads: the names of images and volumes are most of a Node. */
    static void trim(Node node) {
        NodeStatus status = node.getStatus();
        if (status != null) {
            status.setImages(null);
            status.setVolumesAttached(null);
            status.setVolumesInUse(null);
            status.setConfig(null);
            status.setDaemonEndpoints(null);
        }
    }

    /** False for the heartbeats that are most of a Node's updates. */
    static boolean matter(Node before, Node after) {
        return !Objects.equals(ready(before), ready(after))
                || !hostnames(before).equals(hostnames(after))
                || !Objects.equals(before.getSpec(), after.getSpec())
                || !Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                || !Objects.equals(
                        before.getMetadata().getAnnotations(),
                        after.getMetadata().getAnnotations())
                || !Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp());
    }

    /** Status of the Ready condition, {@code Unknown} when there is none. */
    static String ready(Node node) {
        return Optional.ofNullable(node.getStatus()).map(NodeStatus::getConditions).orElse(List.of()).stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(NodeCondition::getStatus)
                .findFirst()
                .orElse("Unknown");
    }

    /** The node's name and its addresses of type Hostname, lower case; never an IP address, which is used again. */
    static List<String> hostnames(Node node) {
        Stream<String> addresses =
                Optional.ofNullable(node.getStatus()).map(NodeStatus::getAddresses).orElse(List.of()).stream()
                        .filter(address -> "Hostname".equals(address.getType()))
                        .map(NodeAddress::getAddress);
        return Stream.concat(Stream.of(node.getMetadata().getName()), addresses)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    static boolean controlPlane(Node node) {
        var labels = node.getMetadata().getLabels();
        return labels != null && CONTROL_PLANE.stream().anyMatch(labels::containsKey);
    }
}
