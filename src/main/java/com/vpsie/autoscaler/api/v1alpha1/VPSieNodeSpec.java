package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node from the start and what VPSie told later. Required strings are never null. Mutable bean, not
 * thread-safe.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class VPSieNodeSpec {
    @JsonPropertyDescription("Numeric VPSie machine, 0 when VPSie gives none")
    @Required
    private long vpsieInstanceID;

    @JsonPropertyDescription("Offering")
    @Required
    private String instanceType = "";

    @JsonPropertyDescription("NodeGroup in the same namespace")
    @Required
    private String nodeGroupName = "";

    @JsonPropertyDescription("VPSie datacenter")
    @Required
    private String datacenterID = "";

    @JsonPropertyDescription("VPSie Kubernetes cluster")
    @Required
    private String resourceIdentifier = "";

    @JsonPropertyDescription("VPSie project")
    @Required
    private String project = "";

    @JsonPropertyDescription("Kubernetes version, for example v1.31.2")
    @Required
    @Pattern(Names.VERSION_PATTERN)
    private String kubernetesVersion = "";

    @JsonPropertyDescription("VPSie image")
    private @Nullable String osImageID;

    @JsonPropertyDescription("VPSie SSH keys")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> sshKeyIDs = new ArrayList<>();

    @JsonPropertyDescription("Host name given by VPSie")
    private @Nullable String nodeName;

    @JsonPropertyDescription("Primary IP address")
    private @Nullable String ipAddress;

    @JsonPropertyDescription("IPv6 address")
    private @Nullable String ipv6Address;

    @JsonPropertyDescription("Numeric VPSie group")
    private @Nullable Long vpsieGroupID;

    @JsonPropertyDescription("VPSie identifier, the handle of deletion")
    private @Nullable String vpsieNodeIdentifier;

    public long getVpsieInstanceID() {
        return vpsieInstanceID;
    }

    public void setVpsieInstanceID(long vpsieInstanceID) {
        this.vpsieInstanceID = vpsieInstanceID;
    }

    public String getInstanceType() {
        return instanceType;
    }

    public void setInstanceType(String instanceType) {
        this.instanceType = instanceType;
    }

    public String getNodeGroupName() {
        return nodeGroupName;
    }

    public void setNodeGroupName(String nodeGroupName) {
        this.nodeGroupName = nodeGroupName;
    }

    public String getDatacenterID() {
        return datacenterID;
    }

    public void setDatacenterID(String datacenterID) {
        this.datacenterID = datacenterID;
    }

    public String getResourceIdentifier() {
        return resourceIdentifier;
    }

    public void setResourceIdentifier(String resourceIdentifier) {
        this.resourceIdentifier = resourceIdentifier;
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = project;
    }

    public String getKubernetesVersion() {
        return kubernetesVersion;
    }

    public void setKubernetesVersion(String kubernetesVersion) {
        this.kubernetesVersion = kubernetesVersion;
    }

    public @Nullable String getOsImageID() {
        return osImageID;
    }

    public void setOsImageID(@Nullable String osImageID) {
        this.osImageID = osImageID;
    }

    public List<String> getSshKeyIDs() {
        return sshKeyIDs;
    }

    public void setSshKeyIDs(List<String> sshKeyIDs) {
        this.sshKeyIDs = sshKeyIDs;
    }

    public @Nullable String getNodeName() {
        return nodeName;
    }

    public void setNodeName(@Nullable String nodeName) {
        this.nodeName = nodeName;
    }

    public @Nullable String getIpAddress() {
        return ipAddress;
    }

    public void setIpAddress(@Nullable String ipAddress) {
        this.ipAddress = ipAddress;
    }

    public @Nullable String getIpv6Address() {
        return ipv6Address;
    }

    public void setIpv6Address(@Nullable String ipv6Address) {
        this.ipv6Address = ipv6Address;
    }

    public @Nullable Long getVpsieGroupID() {
        return vpsieGroupID;
    }

    public void setVpsieGroupID(@Nullable Long vpsieGroupID) {
        this.vpsieGroupID = vpsieGroupID;
    }

    public @Nullable String getVpsieNodeIdentifier() {
        return vpsieNodeIdentifier;
    }

    public void setVpsieNodeIdentifier(@Nullable String vpsieNodeIdentifier) {
        this.vpsieNodeIdentifier = vpsieNodeIdentifier;
    }
}
