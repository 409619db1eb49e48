package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Defaults of new groups. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeGroupDefaults {
    @JsonPropertyDescription("Fewest nodes")
    @Default("1")
    @Min(0)
    private int minNodes = 1;

    @JsonPropertyDescription("Most nodes")
    @Default("10")
    @Min(1)
    private int maxNodes = 10;

    @JsonPropertyDescription("Namespace of new groups")
    @Default("default")
    private String namespace = "default";

    @JsonPropertyDescription("VPSie datacenter")
    private @Nullable String datacenterID;

    @JsonPropertyDescription("VPSie offerings")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> offeringIDs = new ArrayList<>();

    @JsonPropertyDescription("VPSie Kubernetes cluster")
    private @Nullable String resourceIdentifier;

    @JsonPropertyDescription("VPSie project")
    private @Nullable String project;

    @JsonPropertyDescription("VPSie image")
    private @Nullable String osImageID;

    @JsonPropertyDescription("Kubernetes version")
    private @Nullable String kubernetesVersion;

    @JsonPropertyDescription("VPSie Kubernetes size")
    private @Nullable Long kubeSizeID;

    @JsonPropertyDescription("Labels of the nodes")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private Map<String, String> labels = new TreeMap<>();

    @JsonPropertyDescription("Taints of the nodes")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<NodeTaint> taints = new ArrayList<>();

    @JsonPropertyDescription("VPSie SSH keys")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> sshKeyIDs = new ArrayList<>();

    @JsonPropertyDescription("VPSie tags")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> tags = new ArrayList<>();

    @JsonPropertyDescription("Notes at VPSie")
    private @Nullable String notes;

    @JsonPropertyDescription("When a group may grow")
    @Default("{}")
    private ScaleUpPolicy scaleUpPolicy = new ScaleUpPolicy();

    @JsonPropertyDescription("When a group may shrink")
    @Default("{}")
    private ScaleDownPolicy scaleDownPolicy = new ScaleDownPolicy();

    @JsonPropertyDescription("Wishes about cheaper sizes")
    private @Nullable CostOptimization costOptimization;

    @JsonPropertyDescription("Wishes about spot machines")
    private @Nullable SpotConfig spotConfig;

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

    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getDatacenterID() {
        return datacenterID;
    }

    public void setDatacenterID(@Nullable String datacenterID) {
        this.datacenterID = datacenterID;
    }

    public List<String> getOfferingIDs() {
        return offeringIDs;
    }

    public void setOfferingIDs(List<String> offeringIDs) {
        this.offeringIDs = offeringIDs;
    }

    public @Nullable String getResourceIdentifier() {
        return resourceIdentifier;
    }

    public void setResourceIdentifier(@Nullable String resourceIdentifier) {
        this.resourceIdentifier = resourceIdentifier;
    }

    public @Nullable String getProject() {
        return project;
    }

    public void setProject(@Nullable String project) {
        this.project = project;
    }

    public @Nullable String getOsImageID() {
        return osImageID;
    }

    public void setOsImageID(@Nullable String osImageID) {
        this.osImageID = osImageID;
    }

    public @Nullable String getKubernetesVersion() {
        return kubernetesVersion;
    }

    public void setKubernetesVersion(@Nullable String kubernetesVersion) {
        this.kubernetesVersion = kubernetesVersion;
    }

    public @Nullable Long getKubeSizeID() {
        return kubeSizeID;
    }

    public void setKubeSizeID(@Nullable Long kubeSizeID) {
        this.kubeSizeID = kubeSizeID;
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

    public @Nullable CostOptimization getCostOptimization() {
        return costOptimization;
    }

    public void setCostOptimization(@Nullable CostOptimization costOptimization) {
        this.costOptimization = costOptimization;
    }

    public @Nullable SpotConfig getSpotConfig() {
        return spotConfig;
    }

    public void setSpotConfig(@Nullable SpotConfig spotConfig) {
        this.spotConfig = spotConfig;
    }
}
