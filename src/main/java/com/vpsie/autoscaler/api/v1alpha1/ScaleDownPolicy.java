package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When a group may shrink. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ScaleDownPolicy {
    @JsonPropertyDescription("Seconds a node must be little used before it is a candidate")
    @Default("600")
    @Min(0)
    private int stabilizationWindowSeconds = 600;

    @JsonPropertyDescription("CPU use in percent below which a node is little used")
    @Default("50")
    @Min(0)
    @Max(100)
    private int cpuThreshold = 50;

    @JsonPropertyDescription("Memory use in percent below which a node is little used")
    @Default("50")
    @Min(0)
    @Max(100)
    private int memoryThreshold = 50;

    @JsonPropertyDescription("Whether the group may shrink by itself")
    @Default("true")
    private boolean enabled = true;

    @JsonPropertyDescription("Seconds after a change of size before the group may shrink")
    @Default("600")
    @Min(0)
    private int cooldownSeconds = 600;

    public int getStabilizationWindowSeconds() {
        return stabilizationWindowSeconds;
    }

    public void setStabilizationWindowSeconds(int stabilizationWindowSeconds) {
        this.stabilizationWindowSeconds = stabilizationWindowSeconds;
    }

    public int getCpuThreshold() {
        return cpuThreshold;
    }

    public void setCpuThreshold(int cpuThreshold) {
        this.cpuThreshold = cpuThreshold;
    }

    public int getMemoryThreshold() {
        return memoryThreshold;
    }

    public void setMemoryThreshold(int memoryThreshold) {
        this.memoryThreshold = memoryThreshold;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public int getCooldownSeconds() {
        return cooldownSeconds;
    }

    public void setCooldownSeconds(int cooldownSeconds) {
        this.cooldownSeconds = cooldownSeconds;
    }
}
