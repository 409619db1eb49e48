package com.vpsie.autoscaler.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one unresolved operation of a group, stored before its request is sent. Mutable bean, not thread-safe. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class GroupOperation {
    @JsonPropertyDescription("Unique id (UUID)")
    @Required
    private String id = "";

    @JsonPropertyDescription("What is asked of VPSie")
    @Required
    private Kind kind = Kind.CREATE_NODE;

    @JsonPropertyDescription("Leader token of the term that stored it")
    @Required
    private long token;

    @JsonPropertyDescription("uid of the NodeGroup it belongs to")
    @Required
    private String groupUID = "";

    @JsonPropertyDescription("Node identifiers VPSie listed before the request")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private List<String> known = new ArrayList<>();

    @JsonPropertyDescription("When it was stored")
    @Required
    @Rfc3339
    private String startedAt = "";

    @JsonPropertyDescription("Requests that may have been sent")
    @Required
    @Min(0)
    private int attempts;

    @JsonPropertyDescription("What it is about: a VPSieNode or a VPSie group")
    private @Nullable String target;

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Kind getKind() {
        return kind;
    }

    public void setKind(Kind kind) {
        this.kind = kind;
    }

    public long getToken() {
        return token;
    }

    public void setToken(long token) {
        this.token = token;
    }

    public String getGroupUID() {
        return groupUID;
    }

    public void setGroupUID(String groupUID) {
        this.groupUID = groupUID;
    }

    public List<String> getKnown() {
        return known;
    }

    public void setKnown(List<String> known) {
        this.known = known;
    }

    public String getStartedAt() {
        return startedAt;
    }

    public void setStartedAt(String startedAt) {
        this.startedAt = startedAt;
    }

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    /** What is asked of VPSie. */
    public enum Kind {
        @JsonProperty("CreateGroup")
        CREATE_GROUP,
        @JsonProperty("CreateNode")
        CREATE_NODE,
        @JsonProperty("DeleteGroup")
        DELETE_GROUP
    }
}
