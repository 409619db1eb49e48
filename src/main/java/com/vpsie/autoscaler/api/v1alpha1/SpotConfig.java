package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Wishes about spot machines; VPSie offers none, so anything but the defaults is reported as unsupported. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SpotConfig {
    @JsonPropertyDescription("Whether spot machines are wanted")
    @Default("false")
    private boolean enabled;

    @JsonPropertyDescription("Largest share of spot machines in percent")
    @Default("80")
    @Min(0)
    @Max(100)
    private int maxSpotPercentage = 80;

    @JsonPropertyDescription("Whether ordinary machines are bought when no spot machine is to be had")
    @Default("true")
    private boolean fallbackToOnDemand = true;

    @JsonPropertyDescription("Time to move pods away before a spot machine goes")
    @Default("120s")
    private String interruptionGracePeriod = "120s";

    @JsonPropertyDescription("Largest accepted interruption rate in percent per hour")
    @Default("20")
    @Min(0)
    @Max(100)
    private int allowedInterruptionRate = 20;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public int getMaxSpotPercentage() {
        return maxSpotPercentage;
    }

    public void setMaxSpotPercentage(int maxSpotPercentage) {
        this.maxSpotPercentage = maxSpotPercentage;
    }

    public boolean isFallbackToOnDemand() {
        return fallbackToOnDemand;
    }

    public void setFallbackToOnDemand(boolean fallbackToOnDemand) {
        this.fallbackToOnDemand = fallbackToOnDemand;
    }

    public String getInterruptionGracePeriod() {
        return interruptionGracePeriod;
    }

    public void setInterruptionGracePeriod(String interruptionGracePeriod) {
        this.interruptionGracePeriod = interruptionGracePeriod;
    }

    public int getAllowedInterruptionRate() {
        return allowedInterruptionRate;
    }

    public void setAllowedInterruptionRate(int allowedInterruptionRate) {
        this.allowedInterruptionRate = allowedInterruptionRate;
    }
}
