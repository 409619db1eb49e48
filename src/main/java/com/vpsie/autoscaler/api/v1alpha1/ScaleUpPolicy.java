package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When a group may grow. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ScaleUpPolicy {
    @JsonPropertyDescription("Seconds a need for more nodes must last before it is acted on")
    @Default("60")
    @Min(0)
    private int stabilizationWindowSeconds = 60;

    @JsonPropertyDescription("CPU use in percent above which the group is short of capacity")
    @Default("80")
    @Min(0)
    @Max(100)
    private int cpuThreshold = 80;

    @JsonPropertyDescription("Memory use in percent above which the group is short of capacity")
    @Default("80")
    @Min(0)
    @Max(100)
    private int memoryThreshold = 80;

    @JsonPropertyDescription("Whether the group may grow by itself")
    @Default("true")
    private boolean enabled = true;

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
}
