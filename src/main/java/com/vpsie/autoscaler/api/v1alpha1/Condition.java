package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One observation in the shape of {@code metav1.Condition}. Only type and status are required: older writers leave out
 * the rest. Mutable bean, not thread-safe.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Condition {
    @JsonPropertyDescription("What is observed")
    @Required
    private String type = "";

    @JsonPropertyDescription("True, False or Unknown")
    @Required
    private String status = "";

    @JsonPropertyDescription("Generation of the object the observation belongs to")
    @Min(0)
    private @Nullable Long observedGeneration;

    @JsonPropertyDescription("When the status last changed")
    @Rfc3339
    private @Nullable String lastTransitionTime;

    @JsonPropertyDescription("When the condition was last written")
    @Rfc3339
    private @Nullable String lastUpdateTime;

    @JsonPropertyDescription("Stable code of the reason")
    private @Nullable String reason;

    @JsonPropertyDescription("Reason in words")
    private @Nullable String message;

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    public @Nullable Long getObservedGeneration() {
        return observedGeneration;
    }

    public void setObservedGeneration(@Nullable Long observedGeneration) {
        this.observedGeneration = observedGeneration;
    }

    public @Nullable String getLastTransitionTime() {
        return lastTransitionTime;
    }

    public void setLastTransitionTime(@Nullable String lastTransitionTime) {
        this.lastTransitionTime = lastTransitionTime;
    }

    public @Nullable String getLastUpdateTime() {
        return lastUpdateTime;
    }

    public void setLastUpdateTime(@Nullable String lastUpdateTime) {
        this.lastUpdateTime = lastUpdateTime;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }

    public @Nullable String getMessage() {
        return message;
    }

    public void setMessage(@Nullable String message) {
        this.message = message;
    }
}
