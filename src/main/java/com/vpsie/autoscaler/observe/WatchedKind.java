package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.api.v1alpha1.Names;
import java.util.Optional;

/** What is kept in a cache. */
public enum WatchedKind {
    NODE_GROUPS("nodegroups", true),
    VPSIE_NODES("vpsienodes", true),
    NODES("nodes", false),
    SECRET("secrets", false);

    private final String plural;
    private final boolean custom;

    WatchedKind(String plural, boolean custom) {
        this.plural = plural;
        this.custom = custom;
    }

    /** The kind's name in the API's paths. */
    public String plural() {
        return plural;
    }

    /** Name of the CustomResourceDefinition; empty for kinds that every cluster has. */
    public Optional<String> definition() {
        return custom ? Optional.of(plural + "." + Names.GROUP) : Optional.empty();
    }
}
