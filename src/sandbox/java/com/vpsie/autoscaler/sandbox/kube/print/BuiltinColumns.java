package com.vpsie.autoscaler.sandbox.kube.print;

import static com.vpsie.autoscaler.sandbox.kube.print.Column.AGE;
import static com.vpsie.autoscaler.sandbox.kube.print.Column.CREATED_AT;
import static com.vpsie.autoscaler.sandbox.kube.print.Column.NAME;
import static com.vpsie.autoscaler.sandbox.kube.print.Column.flag;
import static com.vpsie.autoscaler.sandbox.kube.print.Column.number;
import static com.vpsie.autoscaler.sandbox.kube.print.Column.text;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of the built-in kinds; a kind without an entry shows its name and when it was created. */
final class BuiltinColumns {
    private static final List<Column> OTHERS = List.of(NAME, CREATED_AT);
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    /** By {@link ResourceKind#qualifiedPlural()}. */
    private static final Map<String, List<Column>> ALL = Map.ofEntries(
            entry("namespaces", List.of(NAME, text("Status", "/status/phase", ""), AGE)),
            entry("nodes", NodeColumns.columns()),
            entry("pods", PodColumns.columns()),
            entry("events", EventColumns.columns()),
            entry("events.events.k8s.io", EventColumns.columns()),
            entry("leases.coordination.k8s.io", List.of(NAME, text("Holder", "/spec/holderIdentity", ""), AGE)),
            entry(
                    "secrets",
                    List.of(
                            NAME,
                            text("Type", "/type", ""),
                            number("Data", secret -> secret.path("data").size()).typed("string"),
                            AGE)),
            entry(
                    "configmaps",
                    List.of(NAME, number("Data", BuiltinColumns::entries).typed("string"), AGE)),
            entry("serviceaccounts", List.of(NAME, AGE)),
            entry(
                    "services",
                    List.of(
                            NAME,
                            text("Type", "/spec/type", ""),
                            text("Cluster-IP", "/spec/clusterIP", "<none>"),
                            text("External-IP", BuiltinColumns::externalAddress),
                            text("Port(s)", BuiltinColumns::ports),
                            AGE,
                            text("Selector", service -> WorkloadColumns.pairs(service.at("/spec/selector")))
                                    .wide())),
            entry(
                    "persistentvolumeclaims",
                    List.of(
                            NAME,
                            text("Status", BuiltinColumns::phase),
                            text("Volume", "/spec/volumeName", ""),
                            text("Capacity", "/status/capacity/storage", ""),
                            text("Access Modes", claim -> modes(claim.at("/status/accessModes"))),
                            text("StorageClass", "/spec/storageClassName", ""),
                            text("VolumeAttributesClass", "/spec/volumeAttributesClassName", "<unset>"),
                            AGE,
                            text("VolumeMode", "/spec/volumeMode", "<unset>").wide())),
            entry(
                    "persistentvolumes",
                    List.of(
                            NAME,
                            text("Capacity", "/spec/capacity/storage", ""),
                            text("Access Modes", volume -> modes(volume.at("/spec/accessModes"))),
                            text("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy", ""),
                            text("Status", BuiltinColumns::phase),
                            text("Claim", BuiltinColumns::claim),
                            text("StorageClass", "/spec/storageClassName", ""),
                            text("VolumeAttributesClass", "/spec/volumeAttributesClassName", "<unset>"),
                            text("Reason", "/status/reason", ""),
                            AGE,
                            text("VolumeMode", "/spec/volumeMode", "<unset>").wide())),
            entry("deployments.apps", WorkloadColumns.deployments()),
            entry("replicasets.apps", WorkloadColumns.replicaSets()),
            entry("replicationcontrollers", WorkloadColumns.replicaSets()),
            entry("statefulsets.apps", WorkloadColumns.statefulSets()),
            entry("daemonsets.apps", WorkloadColumns.daemonSets()),
            entry("jobs.batch", WorkloadColumns.jobs()),
            entry(
                    "poddisruptionbudgets.policy",
                    List.of(
                            NAME,
                            text("Min Available", "/spec/minAvailable", "N/A"),
                            text("Max Unavailable", "/spec/maxUnavailable", "N/A"),
                            number("Allowed Disruptions", "/status/disruptionsAllowed"),
                            AGE)),
            entry(
                    "storageclasses.storage.k8s.io",
                    List.of(
                            NAME.showing(BuiltinColumns::className),
                            text("Provisioner", "/provisioner", ""),
                            text("ReclaimPolicy", "/reclaimPolicy", "Delete"),
                            text("VolumeBindingMode", "/volumeBindingMode", "Immediate"),
                            flag("AllowVolumeExpansion", "/allowVolumeExpansion")
                                    .typed("string"),
                            AGE)),
            entry(
                    "csinodes.storage.k8s.io",
                    List.of(
                            NAME,
                            number("Drivers", node -> node.at("/spec/drivers").size()),
                            AGE)),
            entry(
                    "priorityclasses.scheduling.k8s.io",
                    List.of(
                            NAME,
                            number("Value", "/value"),
                            flag("Global-Default", "/globalDefault"),
                            AGE,
                            text("PreemptionPolicy", "/preemptionPolicy", "PreemptLowerPriority"))),
            entry("rolebindings.rbac.authorization.k8s.io", bindings()),
            entry("clusterrolebindings.rbac.authorization.k8s.io", bindings()));

    private BuiltinColumns() {}

    static List<Column> of(ResourceKind kind) {
        return ALL.getOrDefault(kind.qualifiedPlural(), OTHERS);
    }

    private static List<Column> bindings() {
        return List.of(
                NAME,
                text(
                        "Role",
                        binding -> binding.at("/roleRef/kind").asText() + "/"
                                + binding.at("/roleRef/name").asText()),
                AGE,
                text("Users", binding -> subjects(binding, "User")).wide(),
                text("Groups", binding -> subjects(binding, "Group")).wide(),
                text("ServiceAccounts", binding -> subjects(binding, "ServiceAccount"))
                        .wide());
    }

    private static String subjects(ObjectNode binding, String kind) {
        List<String> found = new ArrayList<>();
        for (JsonNode subject : binding.path("subjects")) {
            if (subject.path("kind").asText().equals(kind)) {
                String namespace = subject.path("namespace").asText();
                found.add((namespace.isEmpty() ? "" : namespace + "/")
                        + subject.path("name").asText());
            }
        }
        return String.join(", ", found);
    }

    private static long entries(ObjectNode map) {
        return map.path("data").size() + (long) map.path("binaryData").size();
    }

    private static String phase(ObjectNode object) {
        boolean ending = object.path("metadata").hasNonNull("deletionTimestamp");
        return ending ? "Terminating" : object.at("/status/phase").asText();
    }

    private static String claim(ObjectNode volume) {
        JsonNode claim = volume.at("/spec/claimRef");
        return claim.isObject()
                ? claim.path("namespace").asText() + "/" + claim.path("name").asText()
                : "";
    }

    private static String modes(JsonNode modes) {
        List<String> found = new ArrayList<>();
        for (String mode : List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")) {
            modes.forEach(one -> {
                if (one.asText().equals(mode)) {
                    found.add(mode.replaceAll("[a-z]", ""));
                }
            });
        }
        return String.join(",", found);
    }

    private static String className(ObjectNode storageClass) {
        String name = storageClass.at("/metadata/name").asText();
        boolean preset = storageClass
                .at("/metadata/annotations")
                .path(DEFAULT_CLASS)
                .asText()
                .equals("true");
        return preset ? name + " (default)" : name;
    }

    private static String externalAddress(ObjectNode service) {
        List<String> found = new ArrayList<>();
        service.at("/status/loadBalancer/ingress")
                .forEach(one ->
                        found.add(one.path(one.has("ip") ? "ip" : "hostname").asText()));
        service.at("/spec/externalIPs").forEach(one -> found.add(one.asText()));
        if (!found.isEmpty()) {
            return String.join(",", found);
        }
        return switch (service.at("/spec/type").asText()) {
            case "LoadBalancer" -> "<pending>";
            case "ExternalName" -> service.at("/spec/externalName").asText();
            default -> "<none>";
        };
    }

    private static String ports(ObjectNode service) {
        List<String> found = new ArrayList<>();
        for (JsonNode port : service.at("/spec/ports")) {
            String node = port.path("nodePort").asInt() > 0
                    ? ":" + port.path("nodePort").asInt()
                    : "";
            found.add(port.path("port").asInt() + node + "/"
                    + port.path("protocol").asText("TCP"));
        }
        return found.isEmpty() ? "<none>" : String.join(",", found);
    }
}
