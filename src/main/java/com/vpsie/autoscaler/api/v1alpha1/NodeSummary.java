package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One line about a node in the status of its group. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeSummary {
    @JsonPropertyDescription("Kubernetes node, or its VPSieNode until it joins")
    @Required
    private String nodeName = "";

    @JsonPropertyDescription("Numeric VPSie machine, 0 when VPSie gives none")
    @Required
    private long vpsID;

    @JsonPropertyDescription("Offering")
    @Required
    private String instanceType = "";

    @JsonPropertyDescription("Phase of the VPSieNode")
    @Required
    private String status = "";

    @JsonPropertyDescription("When it was created")
    @Rfc3339
    private @Nullable String createdAt;

    @JsonPropertyDescription("When it became ready")
    @Rfc3339
    private @Nullable String readyAt;

    @JsonPropertyDescription("Primary IP address")
    private @Nullable String ipAddress;

    public String getNodeName() {
        return nodeName;
    }

    public void setNodeName(String nodeName) {
        this.nodeName = nodeName;
    }

    public long getVpsID() {
        return vpsID;
    }

    public void setVpsID(long vpsID) {
        this.vpsID = vpsID;
    }

    public String getInstanceType() {
        return instanceType;
    }

    public void setInstanceType(String instanceType) {
        this.instanceType = instanceType;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    public @Nullable String getCreatedAt() {
        return createdAt;
    }

    public void setCreatedAt(@Nullable String createdAt) {
        this.createdAt = createdAt;
    }

    public @Nullable String getReadyAt() {
        return readyAt;
    }

    public void setReadyAt(@Nullable String readyAt) {
        this.readyAt = readyAt;
    }

    public @Nullable String getIpAddress() {
        return ipAddress;
    }

    public void setIpAddress(@Nullable String ipAddress) {
        this.ipAddress = ipAddress;
    }
}
