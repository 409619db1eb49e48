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

/**
 * Wishes about spreading a group over datacenters; a VPSie cluster lives in one, so anything but the defaults is
 * reported as unsupported.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MultiRegionConfig {
    @JsonPropertyDescription("Whether nodes are spread over datacenters")
    @Default("false")
    private boolean enabled;

    @JsonPropertyDescription("Datacenters to spread over")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> datacenterIDs = new ArrayList<>();

    @JsonPropertyDescription("How to spread: balanced, weighted or primary-backup")
    @Default("balanced")
    private String distributionStrategy = "balanced";

    @JsonPropertyDescription("Weight of each datacenter for the weighted strategy")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private Map<String, Integer> weightedDistribution = new TreeMap<>();

    @JsonPropertyDescription("First choice of the primary-backup strategy")
    private @Nullable String primaryDatacenter;

    @JsonPropertyDescription("Fewest nodes in each datacenter")
    @Default("1")
    @Min(0)
    private int minNodesPerRegion = 1;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public List<String> getDatacenterIDs() {
        return datacenterIDs;
    }

    public void setDatacenterIDs(List<String> datacenterIDs) {
        this.datacenterIDs = datacenterIDs;
    }

    public String getDistributionStrategy() {
        return distributionStrategy;
    }

    public void setDistributionStrategy(String distributionStrategy) {
        this.distributionStrategy = distributionStrategy;
    }

    public Map<String, Integer> getWeightedDistribution() {
        return weightedDistribution;
    }

    public void setWeightedDistribution(Map<String, Integer> weightedDistribution) {
        this.weightedDistribution = weightedDistribution;
    }

    public @Nullable String getPrimaryDatacenter() {
        return primaryDatacenter;
    }

    public void setPrimaryDatacenter(@Nullable String primaryDatacenter) {
        this.primaryDatacenter = primaryDatacenter;
    }

    public int getMinNodesPerRegion() {
        return minNodesPerRegion;
    }

    public void setMinNodesPerRegion(int minNodesPerRegion) {
        this.minNodesPerRegion = minNodesPerRegion;
    }
}
