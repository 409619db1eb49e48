package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the leader observed of a group, and its ledger. The three numbers are always written. Mutable bean, not thread-
 * safe.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeGroupStatus {
    @JsonPropertyDescription("Nodes of the group")
    @Required
    @Default("0")
    private int currentNodes;

    @JsonPropertyDescription("Nodes the group should have")
    @Required
    @Default("0")
    private int desiredNodes;

    @JsonPropertyDescription("Nodes that are ready")
    @Required
    @Default("0")
    private int readyNodes;

    @JsonPropertyDescription("Numeric VPSie group")
    private @Nullable Long vpsieGroupID;

    @JsonPropertyDescription("Nodes of the group")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<NodeSummary> nodes = new ArrayList<>();

    @JsonPropertyDescription("Observations")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Condition> conditions = new ArrayList<>();

    @JsonPropertyDescription("When the desired number last changed")
    @Rfc3339
    private @Nullable String lastScaleTime;

    @JsonPropertyDescription("When the group last grew")
    @Rfc3339
    private @Nullable String lastScaleUpTime;

    @JsonPropertyDescription("When the group last shrank")
    @Rfc3339
    private @Nullable String lastScaleDownTime;

    @JsonPropertyDescription("Generation of the spec this status is about")
    private @Nullable Long observedGeneration;

    @JsonPropertyDescription("Token of the term that wrote last; it never goes down")
    private @Nullable Long leaderToken;

    @JsonPropertyDescription("Random id of the term that sealed the group")
    private @Nullable String sealedBy;

    @JsonPropertyDescription(
            "Whether the VPSie group was created by the autoscaler, and so is deleted with the NodeGroup")
    private boolean groupCreatedByUs;

    @JsonPropertyDescription("The unresolved operation")
    private @Nullable GroupOperation operation;

    @JsonPropertyDescription("Ledger of nodes")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<GroupMember> members = new ArrayList<>();

    @JsonPropertyDescription("Machines that nobody claims")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Orphan> orphans = new ArrayList<>();

    @JsonPropertyDescription("Value of the retry annotation that has been acted on")
    private @Nullable String retried;

    @JsonPropertyDescription("The newest decision")
    private @Nullable LastDecision lastDecision;

    public int getCurrentNodes() {
        return currentNodes;
    }

    public void setCurrentNodes(int currentNodes) {
        this.currentNodes = currentNodes;
    }

    public int getDesiredNodes() {
        return desiredNodes;
    }

    public void setDesiredNodes(int desiredNodes) {
        this.desiredNodes = desiredNodes;
    }

    public int getReadyNodes() {
        return readyNodes;
    }

    public void setReadyNodes(int readyNodes) {
        this.readyNodes = readyNodes;
    }

    public @Nullable Long getVpsieGroupID() {
        return vpsieGroupID;
    }

    public void setVpsieGroupID(@Nullable Long vpsieGroupID) {
        this.vpsieGroupID = vpsieGroupID;
    }

    public List<NodeSummary> getNodes() {
        return nodes;
    }

    public void setNodes(List<NodeSummary> nodes) {
        this.nodes = nodes;
    }

    public List<Condition> getConditions() {
        return conditions;
    }

    public void setConditions(List<Condition> conditions) {
        this.conditions = conditions;
    }

    public @Nullable String getLastScaleTime() {
        return lastScaleTime;
    }

    public void setLastScaleTime(@Nullable String lastScaleTime) {
        this.lastScaleTime = lastScaleTime;
    }

    public @Nullable String getLastScaleUpTime() {
        return lastScaleUpTime;
    }

    public void setLastScaleUpTime(@Nullable String lastScaleUpTime) {
        this.lastScaleUpTime = lastScaleUpTime;
    }

    public @Nullable String getLastScaleDownTime() {
        return lastScaleDownTime;
    }

    public void setLastScaleDownTime(@Nullable String lastScaleDownTime) {
        this.lastScaleDownTime = lastScaleDownTime;
    }

    public @Nullable Long getObservedGeneration() {
        return observedGeneration;
    }

    public void setObservedGeneration(@Nullable Long observedGeneration) {
        this.observedGeneration = observedGeneration;
    }

    public @Nullable Long getLeaderToken() {
        return leaderToken;
    }

    public void setLeaderToken(@Nullable Long leaderToken) {
        this.leaderToken = leaderToken;
    }

    public @Nullable String getSealedBy() {
        return sealedBy;
    }

    public void setSealedBy(@Nullable String sealedBy) {
        this.sealedBy = sealedBy;
    }

    public boolean isGroupCreatedByUs() {
        return groupCreatedByUs;
    }

    public void setGroupCreatedByUs(boolean groupCreatedByUs) {
        this.groupCreatedByUs = groupCreatedByUs;
    }

    public @Nullable GroupOperation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable GroupOperation operation) {
        this.operation = operation;
    }

    public List<GroupMember> getMembers() {
        return members;
    }

    public void setMembers(List<GroupMember> members) {
        this.members = members;
    }

    public List<Orphan> getOrphans() {
        return orphans;
    }

    public void setOrphans(List<Orphan> orphans) {
        this.orphans = orphans;
    }

    public @Nullable String getRetried() {
        return retried;
    }

    public void setRetried(@Nullable String retried) {
        this.retried = retried;
    }

    public @Nullable LastDecision getLastDecision() {
        return lastDecision;
    }

    public void setLastDecision(@Nullable LastDecision lastDecision) {
        this.lastDecision = lastDecision;
    }
}
