package com.vpsie.autoscaler.metrics;

/** Names of the metrics without the prefix; the buckets are in META-INF/microprofile-config.properties by full name. */
final class Names {
    static final String PREFIX = "vpsie_autoscaler_";

    static final String RECONCILES = PREFIX + "controller_reconcile_total";
    static final String RECONCILE_ERRORS = PREFIX + "controller_reconcile_errors_total";
    static final String RECONCILE_DURATION = PREFIX + "controller_reconcile_duration_seconds";
    static final String NODES_CURRENT = PREFIX + "nodegroup_current_nodes";
    static final String NODES_DESIRED = PREFIX + "nodegroup_desired_nodes";
    static final String NODES_READY = PREFIX + "nodegroup_ready_nodes";
    static final String NODES_MIN = PREFIX + "nodegroup_min_nodes";
    static final String NODES_MAX = PREFIX + "nodegroup_max_nodes";
    static final String PHASE = PREFIX + "vpsienode_phase";
    static final String PHASE_TRANSITIONS = PREFIX + "vpsienode_phase_transitions_total";
    static final String API_REQUESTS = PREFIX + "vpsie_api_requests_total";
    static final String API_DURATION = PREFIX + "vpsie_api_request_duration_seconds";
    static final String API_ERRORS = PREFIX + "vpsie_api_errors_total";
    static final String API_LIMITED = PREFIX + "vpsie_api_rate_limited_total";
    static final String API_LIMIT_WAIT = PREFIX + "vpsie_api_rate_limit_wait_duration_seconds";
    static final String CIRCUIT_STATE = PREFIX + "vpsie_api_circuit_breaker_state";
    static final String CIRCUIT_OPENED = PREFIX + "vpsie_api_circuit_breaker_opened_total";
    static final String CIRCUIT_CHANGES = PREFIX + "vpsie_api_circuit_breaker_state_changes_total";
    static final String CIRCUIT_REJECTED = PREFIX + "vpsie_api_circuit_breaker_rejected_total";
    static final String EVENTS = PREFIX + "events_emitted_total";

    private Names() {}
}
