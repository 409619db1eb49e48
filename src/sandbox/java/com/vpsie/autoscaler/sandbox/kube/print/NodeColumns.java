package com.vpsie.autoscaler.sandbox.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A node in one row. */
final class NodeColumns {
    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
    private static final String ROLE = "kubernetes.io/role";
    private static final String NONE = "<none>";

    private NodeColumns() {}

    static List<Column> columns() {
        return List.of(
                Column.NAME,
                Column.text("Status", NodeColumns::status),
                Column.text("Roles", NodeColumns::roles),
                Column.AGE,
                Column.text("Version", "/status/nodeInfo/kubeletVersion", ""),
                Column.text("Internal-IP", node -> address(node, "InternalIP")).wide(),
                Column.text("External-IP", node -> address(node, "ExternalIP")).wide(),
                Column.text("OS-Image", "/status/nodeInfo/osImage", Ages.UNKNOWN)
                        .wide(),
                Column.text("Kernel-Version", NodeColumns::kernel).wide(),
                Column.text("Container-Runtime", "/status/nodeInfo/containerRuntimeVersion", Ages.UNKNOWN)
                        .wide());
    }

    private static String status(ObjectNode node) {
        String text = "Unknown";
        for (JsonNode condition : node.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                text = condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
            }
        }
        return node.at("/spec/unschedulable").asBoolean() ? text + ",SchedulingDisabled" : text;
    }

    private static String roles(ObjectNode node) {
        Set<String> roles = new TreeSet<>();
        JsonNode labels = node.at("/metadata/labels");
        for (Iterator<String> names = labels.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith(ROLE_PREFIX) && name.length() > ROLE_PREFIX.length()) {
                roles.add(name.substring(ROLE_PREFIX.length()));
            } else if (name.equals(ROLE) && !labels.get(name).asText().isEmpty()) {
                roles.add(labels.get(name).asText());
            }
        }
        return roles.isEmpty() ? NONE : String.join(",", roles);
    }

    private static String address(ObjectNode node, String type) {
        for (JsonNode address : node.at("/status/addresses")) {
            if (address.path("type").asText().equals(type)) {
                return address.path("address").asText();
            }
        }
        return NONE;
    }

    private static String kernel(ObjectNode node) {
        String version = node.at("/status/nodeInfo/kernelVersion").asText();
        String architecture = node.at("/status/nodeInfo/architecture").asText();
        return version.isEmpty()
                ? Ages.UNKNOWN
                : architecture.isEmpty() ? version : version + " (" + architecture + ")";
    }
}
