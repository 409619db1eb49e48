package com.vpsie.autoscaler.sandbox.kube.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vpsie.autoscaler.sandbox.kube.api.KindRules;
import com.vpsie.autoscaler.sandbox.kube.api.Meta;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind;
import com.vpsie.autoscaler.sandbox.kube.api.ResourceKind.Traits;
import java.util.List;
import java.util.Set;

/** The built-in kinds that the product, its tests and kubectl use, with what sets each apart on a real API server. */
public final class BuiltinKinds {
    public static final ResourceKind NAMESPACE = builtin("", "v1", "namespaces", "Namespace", "ns")
            .clusterScoped()
            .withFields("status.phase")
            .withRules(new TypedRules(new NamespaceRules()));
    public static final ResourceKind CRD = builtin(
                    "apiextensions.k8s.io",
                    "v1",
                    "customresourcedefinitions",
                    "CustomResourceDefinition",
                    "crd",
                    "crds")
            .clusterScoped()
            .withTraits(new Traits(true, false, true, false, false, Set.of()))
            .withRules(new TypedRules(new CustomResourceDefinitionRules()));
    public static final ResourceKind LEASE = builtin("coordination.k8s.io", "v1", "leases", "Lease")
            .withTraits(new Traits(false, false, false, true, false, Set.of()))
            .withRules(new TypedRules(new LeaseRules()));
    public static final ResourceKind NODE = builtin("", "v1", "nodes", "Node", "no")
            .clusterScoped()
            .withTraits(new Traits(true, true, false, false, true, Set.of("spec.unschedulable")));
    public static final ResourceKind POD = builtin("", "v1", "pods", "Pod", "po")
            .withStatus()
            .withFields(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.podIPs",
                    "status.nominatedNodeName")
            .withRules(new TypedRules(new PodRules()));
    public static final ResourceKind SERVICE_ACCOUNT = builtin("", "v1", "serviceaccounts", "ServiceAccount", "sa");
    public static final ResourceKind ROLE =
            builtin("rbac.authorization.k8s.io", "v1", "roles", "Role").withRules(new TypedRules(new RoleRules()));
    public static final ResourceKind CLUSTER_ROLE = builtin(
                    "rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole")
            .clusterScoped()
            .withRules(new TypedRules(new RoleRules()));
    public static final ResourceKind ROLE_BINDING = builtin(
                    "rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding")
            .withRules(new TypedRules(new RoleBindingRules()));
    public static final ResourceKind CLUSTER_ROLE_BINDING = builtin(
                    "rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding")
            .clusterScoped()
            .withRules(new TypedRules(new RoleBindingRules()));
    public static final ResourceKind BUDGET = ResourceKind.builtin(
                    "policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb")
            .withStatus()
            .withRules(new TypedRules(new DisruptionBudgetRules()));
    public static final ResourceKind CONFIG_MAP = builtin("", "v1", "configmaps", "ConfigMap", "cm");
    private static final Traits EVENT = new Traits(
            false,
            false,
            false,
            true,
            true,
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"));

    private BuiltinKinds() {}

    private static ResourceKind builtin(
            String group, String version, String plural, String kind, String... shortNames) {
        return ResourceKind.builtin(group, version, plural, kind, shortNames).withRules(new TypedRules(KindRules.NONE));
    }

    public static List<ResourceKind> all() {
        return List.of(
                NAMESPACE,
                NODE,
                POD,
                CRD,
                LEASE,
                builtin("", "v1", "events", "Event", "ev")
                        .withTraits(EVENT)
                        .withRules(new TypedRules(new EventRules(false))),
                builtin("events.k8s.io", "v1", "events", "Event", "ev")
                        .withTraits(new Traits(
                                false,
                                false,
                                false,
                                true,
                                true,
                                Set.of(
                                        "regarding.kind",
                                        "regarding.namespace",
                                        "regarding.name",
                                        "regarding.uid",
                                        "regarding.apiVersion",
                                        "regarding.resourceVersion",
                                        "regarding.fieldPath",
                                        "reason",
                                        "reportingController",
                                        "type")))
                        .withRules(new TypedRules(new EventRules(true))),
                builtin("", "v1", "secrets", "Secret").withFields("type").withRules(new TypedRules(new SecretRules())),
                CONFIG_MAP,
                builtin("", "v1", "services", "Service", "svc").withFields("spec.clusterIP", "spec.type"),
                SERVICE_ACCOUNT,
                builtin("", "v1", "replicationcontrollers", "ReplicationController", "rc")
                        .withStatus()
                        .withFields("status.replicas"),
                builtin("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", "pvc")
                        .withStatus(),
                builtin("", "v1", "persistentvolumes", "PersistentVolume", "pv")
                        .clusterScoped()
                        .withStatus(),
                builtin("apps", "v1", "deployments", "Deployment", "deploy").withStatus(),
                builtin("apps", "v1", "replicasets", "ReplicaSet", "rs").withStatus(),
                builtin("apps", "v1", "daemonsets", "DaemonSet", "ds").withStatus(),
                builtin("apps", "v1", "statefulsets", "StatefulSet", "sts").withStatus(),
                builtin("batch", "v1", "jobs", "Job").withStatus().withFields("status.successful"),
                BUDGET,
                builtin("storage.k8s.io", "v1", "storageclasses", "StorageClass", "sc")
                        .clusterScoped(),
                builtin("storage.k8s.io", "v1", "csinodes", "CSINode").clusterScoped(),
                builtin("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", "pc")
                        .clusterScoped(),
                ROLE,
                ROLE_BINDING,
                CLUSTER_ROLE,
                CLUSTER_ROLE_BINDING);
    }

    /** False for the kind of a CRD. */
    public static boolean isBuiltin(ResourceKind kind) {
        return all().stream()
                .anyMatch(
                        one -> one.group().equals(kind.group()) && one.plural().equals(kind.plural()));
    }

    /** A namespace is Active from its creation; only its deletion changes that. */
    private static final class NamespaceRules implements KindRules {
        @Override
        public void create(ResourceKind kind, ObjectNode object) {
            object.putObject("spec").putArray("finalizers").add("kubernetes");
            object.putObject("status").put("phase", "Active");
            ObjectNode metadata = Meta.edit(object);
            ObjectNode labels =
                    metadata.get("labels") instanceof ObjectNode given ? given : metadata.putObject("labels");
            labels.put("kubernetes.io/metadata.name", Meta.name(object));
        }

        @Override
        public void update(ResourceKind kind, ObjectNode old, ObjectNode object) {
            Meta.copy(old, object, "spec");
            Meta.copy(old, object, "status");
        }
    }
}
