package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger a group counts by: a node that was bought, adopted or is being asked for. An identifier
 * appears in one entry only. Mutable bean, not thread-safe.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class GroupMember {
    @JsonPropertyDescription("Operation that brought it in")
    @Required
    private String opId = "";

    @JsonPropertyDescription("VPSieNode that stands for it")
    private @Nullable String vpsieNode;

    @JsonPropertyDescription("VPSie identifier once known")
    private @Nullable String identifier;

    @JsonPropertyDescription("When VPSie last listed the identifier")
    @Rfc3339
    private @Nullable String listedAt;

    @JsonPropertyDescription("Where it is in its life")
    @Required
    private State state = State.REQUESTED;

    @JsonPropertyDescription("When it entered its state")
    @Rfc3339
    private @Nullable String since;

    public String getOpId() {
        return opId;
    }

    public void setOpId(String opId) {
        this.opId = opId;
    }

    public @Nullable String getVpsieNode() {
        return vpsieNode;
    }

    public void setVpsieNode(@Nullable String vpsieNode) {
        this.vpsieNode = vpsieNode;
    }

    public @Nullable String getIdentifier() {
        return identifier;
    }

    public void setIdentifier(@Nullable String identifier) {
        this.identifier = identifier;
    }

    public @Nullable String getListedAt() {
        return listedAt;
    }

    public void setListedAt(@Nullable String listedAt) {
        this.listedAt = listedAt;
    }

    public State getState() {
        return state;
    }

    public void setState(State state) {
        this.state = state;
    }

    public @Nullable String getSince() {
        return since;
    }

    public void setSince(@Nullable String since) {
        this.since = since;
    }

    /** Where an entry is in its life; an entry whose machine is gone is removed. */
    public enum State {
        /** The intent is stored, VPSie's answer is not known. */
        @JsonProperty("Requested")
        REQUESTED,
        /** VPSie said yes without saying which machine, or the node was imported without an identifier. */
        @JsonProperty("Awaited")
        AWAITED,
        /** The identifier is known. */
        @JsonProperty("Claimed")
        CLAIMED,
        /** Its removal has begun. */
        @JsonProperty("Deleting")
        DELETING,
        /** It will not become a node. */
        @JsonProperty("Failed")
        FAILED
    }
}
