package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Settings of the whole cluster. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class AutoscalerConfigSpec {
    @JsonPropertyDescription("Defaults of new groups")
    @Default("{}")
    private NodeGroupDefaults nodeGroupDefaults = new NodeGroupDefaults();

    @JsonPropertyDescription("Limits over all groups")
    @Default("{}")
    private GlobalSettings globalSettings = new GlobalSettings();

    public NodeGroupDefaults getNodeGroupDefaults() {
        return nodeGroupDefaults;
    }

    public void setNodeGroupDefaults(NodeGroupDefaults nodeGroupDefaults) {
        this.nodeGroupDefaults = nodeGroupDefaults;
    }

    public GlobalSettings getGlobalSettings() {
        return globalSettings;
    }

    public void setGlobalSettings(GlobalSettings globalSettings) {
        this.globalSettings = globalSettings;
    }
}
