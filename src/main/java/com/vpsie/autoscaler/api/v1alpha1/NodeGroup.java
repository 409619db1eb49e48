package com.vpsie.autoscaler.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A group of equal worker nodes at VPSie that grows and shrinks between two bounds.
 *
 * <p>The rule on the leader token stands at the root: a rule on the field itself is skipped when the field is removed, so
 * a write that drops the token, or the whole status, would slip past it. It fences our own code when it acts for a term
 * that is over; it is no protection against other writers.
 *
 * <p>Spec and status of a fresh or read object are never null. Mutable bean, not thread-safe; what a cache hands out
 * must not be changed, see {@link Copies}.
 */
@Group(Names.GROUP)
@Version(Names.VERSION)
@ShortNames({"ng", "ngs"})
@AdditionalPrinterColumn(
        name = "Min",
        jsonPath = ".spec.minNodes",
        type = Type.INTEGER,
        getDescription = "Minimum nodes")
@AdditionalPrinterColumn(
        name = "Max",
        jsonPath = ".spec.maxNodes",
        type = Type.INTEGER,
        getDescription = "Maximum nodes")
@AdditionalPrinterColumn(
        name = "Desired",
        jsonPath = ".status.desiredNodes",
        type = Type.INTEGER,
        getDescription = "Desired nodes")
@AdditionalPrinterColumn(
        name = "Current",
        jsonPath = ".status.currentNodes",
        type = Type.INTEGER,
        getDescription = "Current nodes")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.readyNodes",
        type = Type.INTEGER,
        getDescription = "Ready nodes")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
        value = "!has(oldSelf.status) || !has(oldSelf.status.leaderToken) || (has(self.status)"
                + " && has(self.status.leaderToken) && self.status.leaderToken >= oldSelf.status.leaderToken)",
        message = NodeGroup.FENCE_MESSAGE)
public class NodeGroup extends CustomResource<NodeGroupSpec, NodeGroupStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    /** What the API server answers, with 422, to a status write of a term that is over. */
    public static final String FENCE_MESSAGE = "status.leaderToken must not go down or away: a newer leader has sealed";

    @Override
    protected NodeGroupSpec initSpec() {
        return new NodeGroupSpec();
    }

    @Override
    protected NodeGroupStatus initStatus() {
        return new NodeGroupStatus();
    }
}
