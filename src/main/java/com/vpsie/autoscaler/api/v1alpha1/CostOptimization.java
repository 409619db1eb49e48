package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Wishes about cheaper sizes. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class CostOptimization {
    @JsonPropertyDescription("Whether cheaper sizes are looked for")
    @Default("true")
    private boolean enabled = true;

    @JsonPropertyDescription("auto, manual, aggressive or conservative")
    @Default("auto")
    private String strategy = "auto";

    @JsonPropertyDescription("Least time between two changes")
    @Default("24h")
    private String optimizationInterval = "24h";

    @JsonPropertyDescription("Least saving in USD a month that is worth a change")
    @Default("10")
    private double minMonthlySavings = 10;

    @JsonPropertyDescription("Largest accepted loss of performance in percent")
    @Default("5")
    @Min(0)
    @Max(100)
    private int maxPerformanceImpact = 5;

    @JsonPropertyDescription("Whether a person must approve a change")
    @Default("false")
    private boolean requireApproval;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getStrategy() {
        return strategy;
    }

    public void setStrategy(String strategy) {
        this.strategy = strategy;
    }

    public String getOptimizationInterval() {
        return optimizationInterval;
    }

    public void setOptimizationInterval(String optimizationInterval) {
        this.optimizationInterval = optimizationInterval;
    }

    public double getMinMonthlySavings() {
        return minMonthlySavings;
    }

    public void setMinMonthlySavings(double minMonthlySavings) {
        this.minMonthlySavings = minMonthlySavings;
    }

    public int getMaxPerformanceImpact() {
        return maxPerformanceImpact;
    }

    public void setMaxPerformanceImpact(int maxPerformanceImpact) {
        this.maxPerformanceImpact = maxPerformanceImpact;
    }

    public boolean isRequireApproval() {
        return requireApproval;
    }

    public void setRequireApproval(boolean requireApproval) {
        this.requireApproval = requireApproval;
    }
}
