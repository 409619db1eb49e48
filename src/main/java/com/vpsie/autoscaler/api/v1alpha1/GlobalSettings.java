package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;

/** Limits over all groups. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class GlobalSettings {
    @JsonPropertyDescription("Seconds between two growths")
    @Default("60")
    @Min(0)
    private int scaleUpCooldownSeconds = 60;

    @JsonPropertyDescription("Seconds between two shrinkings")
    @Default("300")
    @Min(0)
    private int scaleDownCooldownSeconds = 300;

    @JsonPropertyDescription("Groups that may grow at once")
    @Default("1")
    @Min(1)
    private int maxConcurrentScaleUps = 1;

    @JsonPropertyDescription("Groups that may shrink at once")
    @Default("1")
    @Min(1)
    private int maxConcurrentScaleDowns = 1;

    @JsonPropertyDescription("Most workers over all groups, 0 for no limit")
    @Default("10")
    @Min(0)
    private int maxClusterWorkers = 10;

    @JsonPropertyDescription("Seconds a pod must be unschedulable before it counts")
    @Default("30")
    @Min(0)
    private int unschedulablePodGracePeriodSeconds = 30;

    @JsonPropertyDescription("Whether groups are created when no group fits a pod")
    @Default("true")
    private boolean enableDynamicNodeGroupCreation = true;

    @JsonPropertyDescription("Whether nodes are replaced by cheaper ones")
    @Default("false")
    private boolean enableRebalancing;

    @JsonPropertyDescription("Seconds a bought node has to become ready")
    @Default("600")
    @Min(60)
    private int nodeReadyTimeoutSeconds = 600;

    @JsonPropertyDescription("Seconds a pod has to leave a drained node")
    @Default("120")
    @Min(0)
    private int podEvictionTimeoutSeconds = 120;

    public int getScaleUpCooldownSeconds() {
        return scaleUpCooldownSeconds;
    }

    public void setScaleUpCooldownSeconds(int scaleUpCooldownSeconds) {
        this.scaleUpCooldownSeconds = scaleUpCooldownSeconds;
    }

    public int getScaleDownCooldownSeconds() {
        return scaleDownCooldownSeconds;
    }

    public void setScaleDownCooldownSeconds(int scaleDownCooldownSeconds) {
        this.scaleDownCooldownSeconds = scaleDownCooldownSeconds;
    }

    public int getMaxConcurrentScaleUps() {
        return maxConcurrentScaleUps;
    }

    public void setMaxConcurrentScaleUps(int maxConcurrentScaleUps) {
        this.maxConcurrentScaleUps = maxConcurrentScaleUps;
    }

    public int getMaxConcurrentScaleDowns() {
        return maxConcurrentScaleDowns;
    }

    public void setMaxConcurrentScaleDowns(int maxConcurrentScaleDowns) {
        this.maxConcurrentScaleDowns = maxConcurrentScaleDowns;
    }

    public int getMaxClusterWorkers() {
        return maxClusterWorkers;
    }

    public void setMaxClusterWorkers(int maxClusterWorkers) {
        this.maxClusterWorkers = maxClusterWorkers;
    }

    public int getUnschedulablePodGracePeriodSeconds() {
        return unschedulablePodGracePeriodSeconds;
    }

    public void setUnschedulablePodGracePeriodSeconds(int unschedulablePodGracePeriodSeconds) {
        this.unschedulablePodGracePeriodSeconds = unschedulablePodGracePeriodSeconds;
    }

    public boolean isEnableDynamicNodeGroupCreation() {
        return enableDynamicNodeGroupCreation;
    }

    public void setEnableDynamicNodeGroupCreation(boolean enableDynamicNodeGroupCreation) {
        this.enableDynamicNodeGroupCreation = enableDynamicNodeGroupCreation;
    }

    public boolean isEnableRebalancing() {
        return enableRebalancing;
    }

    public void setEnableRebalancing(boolean enableRebalancing) {
        this.enableRebalancing = enableRebalancing;
    }

    public int getNodeReadyTimeoutSeconds() {
        return nodeReadyTimeoutSeconds;
    }

    public void setNodeReadyTimeoutSeconds(int nodeReadyTimeoutSeconds) {
        this.nodeReadyTimeoutSeconds = nodeReadyTimeoutSeconds;
    }

    public int getPodEvictionTimeoutSeconds() {
        return podEvictionTimeoutSeconds;
    }

    public void setPodEvictionTimeoutSeconds(int podEvictionTimeoutSeconds) {
        this.podEvictionTimeoutSeconds = podEvictionTimeoutSeconds;
    }
}
