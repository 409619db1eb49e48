package com.vpsie.autoscaler.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

/**
 * {@link AutoscalerMetrics} in the application's MicroProfile registry, with the names, labels and buckets of the Go
 * controller. A series exists from its first value on and not before. Thread-safe.
 */
@ApplicationScoped
public class MicroProfileMetrics implements AutoscalerMetrics {
    private static final Set<String> PHASES =
            Set.of("Pending", "Provisioning", "Provisioned", "Joining", "Ready", "Terminating", "Deleting", "Failed");
    private static final List<String> CIRCUIT_STATES = List.of("closed", "open", "half-open");
    private static final Set<String> LEADER_ONLY = Set.of(
            Names.NODES_CURRENT, Names.NODES_DESIRED, Names.NODES_READY, Names.NODES_MIN, Names.NODES_MAX, Names.PHASE);

    private final MetricRegistry registry;
    private final Gauges gauges;

    /** For the container's proxy only. */
    @SuppressWarnings("NullAway")
    protected MicroProfileMetrics() {
        this(null);
    }

    @Inject
    public MicroProfileMetrics(@RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE) MetricRegistry registry) {
        this.registry = registry;
        this.gauges = new Gauges(registry);
    }

    @Override
    public void reconciled(String controller, String result, Duration took) {
        Tag label = new Tag("controller", controller);
        count(Names.RECONCILES, "Passes of a controller", label, new Tag("result", result));
        time(Names.RECONCILE_DURATION, "Duration of a pass of a controller", took, label);
        if (result.equals("error")) {
            count(Names.RECONCILE_ERRORS, "Failed passes of a controller", label, new Tag("error_type", "reconcile"));
        }
    }

    @Override
    public void nodeGroup(String namespace, String name, int current, int desired, int ready, int min, int max) {
        Tag[] labels = group(namespace, name);
        gauges.set(Names.NODES_CURRENT, "Nodes a group has", current, labels);
        gauges.set(Names.NODES_DESIRED, "Nodes a group should have", desired, labels);
        gauges.set(Names.NODES_READY, "Ready nodes of a group", ready, labels);
        gauges.set(Names.NODES_MIN, "Least nodes of a group", min, labels);
        gauges.set(Names.NODES_MAX, "Most nodes of a group", max, labels);
    }

    @Override
    public void nodePhases(String namespace, String nodeGroup, Map<String, Integer> byPhase) {
        for (String phase : PHASES) {
            gauges.set(
                    Names.PHASE,
                    "VPSieNodes of a group in a phase",
                    byPhase.getOrDefault(phase, 0),
                    new Tag("phase", phase),
                    new Tag("nodegroup", nodeGroup),
                    new Tag("namespace", namespace));
        }
    }

    @Override
    public void phaseTransition(String namespace, String nodeGroup, String from, String to) {
        count(
                Names.PHASE_TRANSITIONS,
                "VPSieNodes that went from one phase to another",
                new Tag("from_phase", LabelValue.of(from)),
                new Tag("to_phase", LabelValue.of(to)),
                new Tag("nodegroup", nodeGroup),
                new Tag("namespace", namespace));
    }

    @Override
    public void forgetNodeGroup(String namespace, String name) {
        gauges.removeIf(id -> LEADER_ONLY.contains(id.getName())
                && name.equals(id.getTags().get("nodegroup"))
                && namespace.equals(id.getTags().get("namespace")));
    }

    @Override
    public void forgetEverythingOfLeader() {
        gauges.removeIf(id -> LEADER_ONLY.contains(id.getName()));
    }

    @Override
    public void vpsieRequest(String method, String status, Duration took) {
        Tag label = new Tag("method", method);
        count(Names.API_REQUESTS, "Requests to the VPSie API", label, new Tag("status", LabelValue.of(status)));
        time(Names.API_DURATION, "Duration of requests to the VPSie API", took, label);
    }

    @Override
    public void vpsieError(String method, String errorType) {
        count(
                Names.API_ERRORS,
                "Failed requests to the VPSie API",
                new Tag("method", method),
                new Tag("error_type", LabelValue.of(errorType)));
    }

    @Override
    public void vpsieRateLimited(String method, Duration waited) {
        Tag label = new Tag("method", method);
        count(Names.API_LIMITED, "Requests held back by the rate limiter", label);
        time(Names.API_LIMIT_WAIT, "How long the rate limiter held a request back", waited, label);
    }

    @Override
    public void vpsieCircuit(String from, String to) {
        count(
                Names.CIRCUIT_CHANGES,
                "Changes of the circuit breaker before the VPSie API",
                new Tag("from_state", from),
                new Tag("to_state", to));
        for (String state : CIRCUIT_STATES) {
            gauges.set(
                    Names.CIRCUIT_STATE,
                    "1 for the state the circuit breaker is in",
                    state.equals(to) ? 1 : 0,
                    new Tag("state", state));
        }
    }

    @Override
    public void vpsieCircuitRejected() {
        // two names for one thing: the Go controller counts rejected calls under "opened" as well
        count(Names.CIRCUIT_OPENED, "Calls rejected because the circuit is open");
        count(Names.CIRCUIT_REJECTED, "Calls rejected because the circuit is open");
    }

    @Override
    public void eventEmitted(String type, String reason, String objectKind) {
        count(
                Names.EVENTS,
                "Kubernetes Events written",
                new Tag("event_type", type),
                new Tag("reason", LabelValue.of(reason)),
                new Tag("object_kind", objectKind));
    }

    private void count(String name, String description, Tag... labels) {
        registry.counter(metadata(name, description), labels).inc();
    }

    private void time(String name, String description, Duration took, Tag... labels) {
        registry.timer(metadata(name, description), labels).update(took.isNegative() ? Duration.ZERO : took);
    }

    private static Tag[] group(String namespace, String name) {
        return new Tag[] {new Tag("nodegroup", name), new Tag("namespace", namespace)};
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
