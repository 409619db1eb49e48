package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A taint that the nodes of a group carry. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NodeTaint {
    @JsonPropertyDescription("Key of the taint")
    @Required
    private String key = "";

    @JsonPropertyDescription("Value of the taint")
    private @Nullable String value;

    @JsonPropertyDescription("What happens to pods that do not tolerate the taint")
    @Required
    private TaintEffect effect = TaintEffect.NO_SCHEDULE;

    @JsonPropertyDescription("When the taint was added; only used with NoExecute")
    @Rfc3339
    private @Nullable String timeAdded;

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public @Nullable String getValue() {
        return value;
    }

    public void setValue(@Nullable String value) {
        this.value = value;
    }

    public TaintEffect getEffect() {
        return effect;
    }

    public void setEffect(TaintEffect effect) {
        this.effect = effect;
    }

    public @Nullable String getTimeAdded() {
        return timeAdded;
    }

    public void setTimeAdded(@Nullable String timeAdded) {
        this.timeAdded = timeAdded;
    }
}
