package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Size of a machine. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeResources {
    @JsonPropertyDescription("Cores")
    @Required
    private int cpu;

    @JsonPropertyDescription("Memory in MB")
    @Required
    private int memoryMB;

    @JsonPropertyDescription("Disk in GB")
    @Required
    private int diskGB;

    @JsonPropertyDescription("Traffic in GB")
    private @Nullable Integer bandwidthGB;

    public int getCpu() {
        return cpu;
    }

    public void setCpu(int cpu) {
        this.cpu = cpu;
    }

    public int getMemoryMB() {
        return memoryMB;
    }

    public void setMemoryMB(int memoryMB) {
        this.memoryMB = memoryMB;
    }

    public int getDiskGB() {
        return diskGB;
    }

    public void setDiskGB(int diskGB) {
        this.diskGB = diskGB;
    }

    public @Nullable Integer getBandwidthGB() {
        return bandwidthGB;
    }

    public void setBandwidthGB(@Nullable Integer bandwidthGB) {
        this.bandwidthGB = bandwidthGB;
    }
}
