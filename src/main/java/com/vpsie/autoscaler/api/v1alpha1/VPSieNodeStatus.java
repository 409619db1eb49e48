package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a node is in its life. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class VPSieNodeStatus {
    @JsonPropertyDescription("Pending, Provisioning, Provisioned, Joining, Ready, Terminating, Deleting or Failed")
    @Required
    @Default("Pending")
    private String phase = "Pending";

    @JsonPropertyDescription("Kubernetes node it joined as")
    private @Nullable String nodeName;

    @JsonPropertyDescription("Last status VPSie told")
    private @Nullable String vpsieStatus;

    @JsonPropertyDescription("Host name VPSie told")
    private @Nullable String hostname;

    @JsonPropertyDescription("Size of the machine")
    private @Nullable NodeResources resources;

    @JsonPropertyDescription("When it was asked for")
    @Rfc3339
    private @Nullable String createdAt;

    @JsonPropertyDescription("When the machine was running")
    @Rfc3339
    private @Nullable String provisionedAt;

    @JsonPropertyDescription("When it joined Kubernetes")
    @Rfc3339
    private @Nullable String joinedAt;

    @JsonPropertyDescription("When the node became ready")
    @Rfc3339
    private @Nullable String readyAt;

    @JsonPropertyDescription("When its removal began")
    @Rfc3339
    private @Nullable String terminatingAt;

    @JsonPropertyDescription("When the machine was found gone")
    @Rfc3339
    private @Nullable String deletedAt;

    @JsonPropertyDescription("Observations")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<Condition> conditions = new ArrayList<>();

    @JsonPropertyDescription("Last error about this node")
    private @Nullable String lastError;

    @JsonPropertyDescription("Generation of the spec this status is about")
    private @Nullable Long observedGeneration;

    public String getPhase() {
        return phase;
    }

    public void setPhase(String phase) {
        this.phase = phase;
    }

    public @Nullable String getNodeName() {
        return nodeName;
    }

    public void setNodeName(@Nullable String nodeName) {
        this.nodeName = nodeName;
    }

    public @Nullable String getVpsieStatus() {
        return vpsieStatus;
    }

    public void setVpsieStatus(@Nullable String vpsieStatus) {
        this.vpsieStatus = vpsieStatus;
    }

    public @Nullable String getHostname() {
        return hostname;
    }

    public void setHostname(@Nullable String hostname) {
        this.hostname = hostname;
    }

    public @Nullable NodeResources getResources() {
        return resources;
    }

    public void setResources(@Nullable NodeResources resources) {
        this.resources = resources;
    }

    public @Nullable String getCreatedAt() {
        return createdAt;
    }

    public void setCreatedAt(@Nullable String createdAt) {
        this.createdAt = createdAt;
    }

    public @Nullable String getProvisionedAt() {
        return provisionedAt;
    }

    public void setProvisionedAt(@Nullable String provisionedAt) {
        this.provisionedAt = provisionedAt;
    }

    public @Nullable String getJoinedAt() {
        return joinedAt;
    }

    public void setJoinedAt(@Nullable String joinedAt) {
        this.joinedAt = joinedAt;
    }

    public @Nullable String getReadyAt() {
        return readyAt;
    }

    public void setReadyAt(@Nullable String readyAt) {
        this.readyAt = readyAt;
    }

    public @Nullable String getTerminatingAt() {
        return terminatingAt;
    }

    public void setTerminatingAt(@Nullable String terminatingAt) {
        this.terminatingAt = terminatingAt;
    }

    public @Nullable String getDeletedAt() {
        return deletedAt;
    }

    public void setDeletedAt(@Nullable String deletedAt) {
        this.deletedAt = deletedAt;
    }

    public List<Condition> getConditions() {
        return conditions;
    }

    public void setConditions(List<Condition> conditions) {
        this.conditions = conditions;
    }

    public @Nullable String getLastError() {
        return lastError;
    }

    public void setLastError(@Nullable String lastError) {
        this.lastError = lastError;
    }

    public @Nullable Long getObservedGeneration() {
        return observedGeneration;
    }

    public void setObservedGeneration(@Nullable Long observedGeneration) {
        this.observedGeneration = observedGeneration;
    }
}
