package com.vpsie.autoscaler.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * What the autoscaler measures, in its own words; names and labels are in the implementation. Thread-safe, never
 * blocks, never throws.
 */
public interface AutoscalerMetrics {
    /** One pass of a controller ({@code nodegroup}, {@code vpsienode}) ended: {@code success}, {@code error} or {@code requeue}. */
    void reconciled(String controller, String result, Duration took);

    /** The numbers of one group, known to the leader only. */
    void nodeGroup(String namespace, String name, int current, int desired, int ready, int min, int max);

    /** How many VPSieNodes of a group are in each phase; phases left out are zero. */
    void nodePhases(String namespace, String nodeGroup, Map<String, Integer> byPhase);

    /** A VPSieNode went from one phase to another. */
    void phaseTransition(String namespace, String nodeGroup, String from, String to);

    /** A deleted group has no numbers any more. */
    void forgetNodeGroup(String namespace, String name);

    /** The term ended: everything only a leader can know is removed, so that two replicas never export two truths. */
    void forgetEverythingOfLeader();

    /** A request to VPSie ended; status is the HTTP code or {@code error}. */
    void vpsieRequest(String method, String status, Duration took);

    /** A request to VPSie failed; type is one of the closed set of {@code vpsie_api_errors_total}. */
    void vpsieError(String method, String errorType);

    /** The rate limiter held a request back for longer than 10 ms. */
    void vpsieRateLimited(String method, Duration waited);

    /** The circuit breaker went from one state ({@code closed}, {@code open}, {@code half-open}) to another. */
    void vpsieCircuit(String from, String to);

    /** A call was rejected because the circuit is open. */
    void vpsieCircuitRejected();

    /** A Kubernetes Event was written. */
    void eventEmitted(String type, String reason, String objectKind);
}
