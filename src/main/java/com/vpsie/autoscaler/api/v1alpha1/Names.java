package com.vpsie.autoscaler.api.v1alpha1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Names that stand in a cluster's objects; none may change, since running clusters hold them. */
public final class Names {
    /** API group of the custom resources. */
    public static final String GROUP = "autoscaler.vpsie.com";

    public static final String VERSION = "v1alpha1";

    /** The one AutoscalerConfig that counts. */
    public static final String CONFIG_NAME = "default";

    /** Label value and annotation value for yes. */
    public static final String TRUE = "true";

    /** Label of NodeGroup, VPSieNode and Node; a NodeGroup without it is ignored. */
    public static final String LABEL_MANAGED = "autoscaler.vpsie.com/managed";

    /** Label of VPSieNode and Node: name of the NodeGroup, without namespace. */
    public static final String LABEL_NODE_GROUP = "autoscaler.vpsie.com/nodegroup";

    /** Label of Node: namespace of the NodeGroup. */
    public static final String LABEL_NODE_GROUP_NAMESPACE = "autoscaler.vpsie.com/nodegroup-namespace";

    /** Label of Node: name of its VPSieNode. */
    public static final String LABEL_VPSIE_NODE = "autoscaler.vpsie.com/vpsienode";

    /** Label of Node: VPSie datacenter. */
    public static final String LABEL_DATACENTER = "autoscaler.vpsie.com/datacenter";

    /** Label of Node: VPSie offering. */
    public static final String LABEL_OFFERING = "autoscaler.vpsie.com/offering";

    /** Label of Node, set by a user: never remove this node. */
    public static final String LABEL_SCALE_DOWN_DISABLED = "autoscaler.vpsie.com/scale-down-disabled";

    /** Annotation of Node: numeric VPSie machine. */
    public static final String ANNOTATION_VPS_ID = "autoscaler.vpsie.com/vps-id";

    /** Annotation of VPSieNode: the Go controller sent a create request whose answer named no machine. */
    public static final String ANNOTATION_CREATION_REQUESTED = "autoscaler.vpsie.com/creation-requested";

    /** Annotation of Node: why it was bought. */
    public static final String ANNOTATION_CREATION_REASON = "autoscaler.vpsie.com/creation-reason";

    /** Annotation of Node, set by a user: never remove this node. */
    public static final String ANNOTATION_PROTECTED = "autoscaler.vpsie.com/protected";

    /** Annotation of Node, set by a user: {@code disabled} keeps it. */
    public static final String ANNOTATION_SCALE_DOWN = "autoscaler.vpsie.com/scale-down";

    /** Annotation of Node, set by a user: {@code HH:MM-HH:MM} in which it may be removed. */
    public static final String ANNOTATION_SCALE_DOWN_HOURS = "autoscaler.vpsie.com/scale-down-allowed-hours";

    /** Annotation of Node: RFC 3339 time its drain began. */
    public static final String ANNOTATION_DRAIN_START = "autoscaler.vpsie.com/drain-start-time";

    /** Annotation of Node: {@code draining}, {@code failed}, {@code timeout} or {@code complete}. */
    public static final String ANNOTATION_DRAIN_STATUS = "autoscaler.vpsie.com/drain-status";

    /** Annotation of NodeGroup, set by a user: a change of its value thaws a frozen group. */
    public static final String ANNOTATION_RETRY = "autoscaler.vpsie.com/retry";

    /** Annotation of VPSieNode: the operation of ours that it was created for. */
    public static final String ANNOTATION_OPERATION = "autoscaler.vpsie.com/operation";

    /** Annotation of VPSieNode, set by a user: {@code true} deletes its machine without draining the node. */
    public static final String ANNOTATION_SKIP_DRAIN = "autoscaler.vpsie.com/skip-drain";

    /** Finalizer of NodeGroup. */
    public static final String FINALIZER_NODE_GROUP = "nodegroup.autoscaler.vpsie.com/finalizer";

    /** Finalizer of VPSieNode. */
    public static final String FINALIZER_VPSIE_NODE = "vpsienode.autoscaler.vpsie.com/finalizer";

    /** Kubernetes versions: {@code v} and a semantic version. */
    public static final String VERSION_PATTERN =
            "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$";

    private Names() {}

    /** A time as the custom resources store it: RFC 3339 in UTC, whole seconds, as Kubernetes itself writes times. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
