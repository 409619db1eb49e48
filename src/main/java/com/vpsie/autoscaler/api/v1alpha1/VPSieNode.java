package com.vpsie.autoscaler.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One worker node at VPSie, from the wish to have it until its machine is gone.
 *
 * <p>Spec and status of a fresh or read object are never null. Mutable bean, not thread-safe; what a cache hands out
 * must not be changed, see {@link Copies}.
 */
@Group(Names.GROUP)
@Version(Names.VERSION)
@ShortNames({"vn", "vns"})
@AdditionalPrinterColumn(
        name = "VPS ID",
        jsonPath = ".spec.vpsieInstanceID",
        type = Type.INTEGER,
        getDescription = "VPSie instance")
@AdditionalPrinterColumn(
        name = "Node",
        jsonPath = ".status.nodeName",
        type = Type.STRING,
        getDescription = "Kubernetes node")
@AdditionalPrinterColumn(
        name = "Phase",
        jsonPath = ".status.phase",
        type = Type.STRING,
        getDescription = "Phase of life")
@AdditionalPrinterColumn(
        name = "Instance Type",
        jsonPath = ".spec.instanceType",
        type = Type.STRING,
        getDescription = "VPSie offering")
@AdditionalPrinterColumn(
        name = "NodeGroup",
        jsonPath = ".spec.nodeGroupName",
        type = Type.STRING,
        getDescription = "Node group")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class VPSieNode extends CustomResource<VPSieNodeSpec, VPSieNodeStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    protected VPSieNodeSpec initSpec() {
        return new VPSieNodeSpec();
    }

    @Override
    protected VPSieNodeStatus initStatus() {
        return new VPSieNodeStatus();
    }
}
