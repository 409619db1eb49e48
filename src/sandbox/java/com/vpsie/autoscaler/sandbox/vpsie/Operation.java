package com.vpsie.autoscaler.sandbox.vpsie;

/** The kinds of request that VPSie's API knows, for faults and for the log. */
public enum Operation {
    /** {@code POST /auth/from/api}: client id and secret for an access token. */
    AUTH,
    /** {@code GET /k8s/cluster/all}. */
    LIST_CLUSTERS,
    /** {@code GET /k8s/cluster/byId/{cluster}}: the machines. */
    GET_CLUSTER,
    /** {@code GET /k8s/node/groups/byClusterId/{cluster}}. */
    LIST_GROUPS,
    /** {@code POST /k8s/offers}. */
    LIST_OFFERS,
    /** {@code POST /k8s/cluster/add/group}. */
    CREATE_GROUP,
    /** {@code POST /k8s/cluster/byId/{cluster}/add/slave/group/{group}}: buys one machine. */
    ADD_NODE,
    /** {@code DELETE /k8s/cluster/byId/{cluster}/delete/slave} with the identifier in the body. */
    DELETE_NODE,
    /** {@code DELETE /k8s/cluster/delete/group/{group}}. */
    DELETE_GROUP,
    /** {@code DELETE /k8s/cluster/byId/{cluster}/reduce[/{type}]}: VPSie chooses the victim; always refused here. */
    REDUCE;

    /** True when the request costs or destroys, and so is written to the {@link CloudLog}. */
    public boolean mutates() {
        return ordinal() >= CREATE_GROUP.ordinal();
    }
}
