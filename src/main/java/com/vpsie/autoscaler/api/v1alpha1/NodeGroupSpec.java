package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a group of nodes. Required strings are never null, empty until read or set. Mutable bean, not
 * thread-safe.
 */
@ValidationRule(value = "self.minNodes <= self.maxNodes", message = "minNodes must not exceed maxNodes")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeGroupSpec {
    @JsonPropertyDescription("Fewest nodes of the group")
    @Required
    @Min(0)
    private int minNodes;

    @JsonPropertyDescription("Most nodes of the group")
    @Required
    @Min(1)
    private int maxNodes;

    @JsonPropertyDescription("VPSie datacenter of the nodes")
    @Required
    @Size(min = 1)
    private String datacenterID = "";

    @JsonPropertyDescription("VPSie Kubernetes cluster the group belongs to; cannot be changed")
    @Required
    @ValidationRule(
            value = "self == oldSelf",
            message = "resourceIdentifier cannot be changed: the nodes of the group live in that cluster")
    private String resourceIdentifier = "";

    @JsonPropertyDescription("VPSie project")
    @Required
    private String project = "";

    @JsonPropertyDescription("VPSie offerings of the group, the first is recorded on its nodes")
    @Required
    @Size(min = 1)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> offeringIDs = new ArrayList<>();

    @JsonPropertyDescription("Kubernetes version of the nodes, for example v1.31.2")
    @Required
    @Pattern(Names.VERSION_PATTERN)
    private String kubernetesVersion = "";

    @JsonPropertyDescription("VPSie image; VPSie chooses when empty")
    private @Nullable String osImageID;

    @JsonPropertyDescription("Offering that is recorded instead of the first one")
    private @Nullable String preferredInstanceType;

    @JsonPropertyDescription("Whether nodes of several sizes may be in the group")
    @Default("true")
    private boolean allowMixedInstances = true;

    @JsonPropertyDescription("Labels of the nodes of the group")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private Map<String, String> labels = new TreeMap<>();

    @JsonPropertyDescription("Taints of the nodes of the group")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<NodeTaint> taints = new ArrayList<>();

    @JsonPropertyDescription("When the group may grow")
    @Default("{}")
    private ScaleUpPolicy scaleUpPolicy = new ScaleUpPolicy();

    @JsonPropertyDescription("When the group may shrink")
    @Default("{}")
    private ScaleDownPolicy scaleDownPolicy = new ScaleDownPolicy();

    @JsonPropertyDescription("VPSie SSH keys of the nodes")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> sshKeyIDs = new ArrayList<>();

    @JsonPropertyDescription("VPSie tags of the nodes")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> tags = new ArrayList<>();

    @JsonPropertyDescription("Notes at VPSie")
    private @Nullable String notes;

    @JsonPropertyDescription("VPSie Kubernetes size that is bought; the group buys nothing without it")
    @Min(1)
    private @Nullable Long kubeSizeID;

    @JsonPropertyDescription("Wishes about spot machines")
    private @Nullable SpotConfig spotConfig;

    @JsonPropertyDescription("Wishes about spreading over datacenters")
    private @Nullable MultiRegionConfig multiRegion;

    @JsonPropertyDescription("Wishes about cheaper sizes")
    private @Nullable CostOptimization costOptimization;

    public int getMinNodes() {
        return minNodes;
    }

    public void setMinNodes(int minNodes) {
        this.minNodes = minNodes;
    }

    public int getMaxNodes() {
        return maxNodes;
    }

    public void setMaxNodes(int maxNodes) {
        this.maxNodes = maxNodes;
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

    public List<String> getOfferingIDs() {
        return offeringIDs;
    }

    public void setOfferingIDs(List<String> offeringIDs) {
        this.offeringIDs = offeringIDs;
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

    public @Nullable String getPreferredInstanceType() {
        return preferredInstanceType;
    }

    public void setPreferredInstanceType(@Nullable String preferredInstanceType) {
        this.preferredInstanceType = preferredInstanceType;
    }

    public boolean isAllowMixedInstances() {
        return allowMixedInstances;
    }

    public void setAllowMixedInstances(boolean allowMixedInstances) {
        this.allowMixedInstances = allowMixedInstances;
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    public void setLabels(Map<String, String> labels) {
        this.labels = labels;
    }

    public List<NodeTaint> getTaints() {
        return taints;
    }

    public void setTaints(List<NodeTaint> taints) {
        this.taints = taints;
    }

    public ScaleUpPolicy getScaleUpPolicy() {
        return scaleUpPolicy;
    }

    public void setScaleUpPolicy(ScaleUpPolicy scaleUpPolicy) {
        this.scaleUpPolicy = scaleUpPolicy;
    }

    public ScaleDownPolicy getScaleDownPolicy() {
        return scaleDownPolicy;
    }

    public void setScaleDownPolicy(ScaleDownPolicy scaleDownPolicy) {
        this.scaleDownPolicy = scaleDownPolicy;
    }

    public List<String> getSshKeyIDs() {
        return sshKeyIDs;
    }

    public void setSshKeyIDs(List<String> sshKeyIDs) {
        this.sshKeyIDs = sshKeyIDs;
    }

    public List<String> getTags() {
        return tags;
    }

    public void setTags(List<String> tags) {
        this.tags = tags;
    }

    public @Nullable String getNotes() {
        return notes;
    }

    public void setNotes(@Nullable String notes) {
        this.notes = notes;
    }

    public @Nullable Long getKubeSizeID() {
        return kubeSizeID;
    }

    public void setKubeSizeID(@Nullable Long kubeSizeID) {
        this.kubeSizeID = kubeSizeID;
    }

    public @Nullable SpotConfig getSpotConfig() {
        return spotConfig;
    }

    public void setSpotConfig(@Nullable SpotConfig spotConfig) {
        this.spotConfig = spotConfig;
    }

    public @Nullable MultiRegionConfig getMultiRegion() {
        return multiRegion;
    }

    public void setMultiRegion(@Nullable MultiRegionConfig multiRegion) {
        this.multiRegion = multiRegion;
    }

    public @Nullable CostOptimization getCostOptimization() {
        return costOptimization;
    }

    public void setCostOptimization(@Nullable CostOptimization costOptimization) {
        this.costOptimization = costOptimization;
    }
}
