package com.vpsie.autoscaler.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Settings of the whole cluster; the one object named {@link Names#CONFIG_NAME} counts, others are ignored.
 *
 * <p>Spec and status of a fresh or read object are never null. Mutable bean, not thread-safe.
 */
@Group(Names.GROUP)
@Version(Names.VERSION)
@ShortNames("asc")
@AdditionalPrinterColumn(
        name = "MaxWorkers",
        jsonPath = ".spec.globalSettings.maxClusterWorkers",
        type = Type.INTEGER,
        getDescription = "Max cluster workers")
@AdditionalPrinterColumn(
        name = "MinNodes",
        jsonPath = ".spec.nodeGroupDefaults.minNodes",
        type = Type.INTEGER,
        getDescription = "Default min nodes")
@AdditionalPrinterColumn(
        name = "MaxNodes",
        jsonPath = ".spec.nodeGroupDefaults.maxNodes",
        type = Type.INTEGER,
        getDescription = "Default max nodes")
@AdditionalPrinterColumn(
        name = "DynamicCreation",
        jsonPath = ".spec.globalSettings.enableDynamicNodeGroupCreation",
        type = Type.BOOLEAN,
        getDescription = "Dynamic NodeGroup creation enabled")
@AdditionalPrinterColumn(
        name = "Active",
        jsonPath = ".status.active",
        type = Type.BOOLEAN,
        getDescription = "Configuration active")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class AutoscalerConfig extends CustomResource<AutoscalerConfigSpec, AutoscalerConfigStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected AutoscalerConfigSpec initSpec() {
        return new AutoscalerConfigSpec();
    }

    @Override
    protected AutoscalerConfigStatus initStatus() {
        return new AutoscalerConfigStatus();
    }
}
