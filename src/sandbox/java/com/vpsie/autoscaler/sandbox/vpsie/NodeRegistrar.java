package com.vpsie.autoscaler.sandbox.vpsie;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The kubelets of all machines: when one has booted, its Node is registered, once, and some time later becomes ready;
 * from then on it gives signs of life and looks after its pods.
 * Masters register too. A machine that goes takes nothing with it: removing its Node is the autoscaler's task. What
 * fails is tried again at the next step.
 *
 * <p>Not thread-safe: one thread steps it.
 */
final class NodeRegistrar {
    private static final Logger LOG = Logger.getLogger(NodeRegistrar.class.getName());

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final VpsieWorld world;
    private final NodeSink nodes;
    private final Map<String, Instant> registered = new HashMap<>();
    private final Set<String> ready = new HashSet<>();
    private final Map<String, Instant> heartbeats = new HashMap<>();
    private String trouble = "";

    NodeRegistrar(VpsieWorld world, NodeSink nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    /** Does what is due now. */
    void step() {
        try {
            Instant now = world.now();
            Set<String> alive = new HashSet<>();
            for (Machine machine : world.everyMachine()) {
                if (machine.fate() == Fate.JOINS && machine.stateAt(now) == MachineState.RUNNING) {
                    advance(machine, now);
                    if (ready.contains(machine.identifier())) {
                        alive.add(KubernetesNodes.nodeName(machine));
                    }
                }
            }
            nodes.tendPods(alive, now);
            trouble = "";
        } catch (RuntimeException failed) {
            report(failed);
        }
    }

    private void advance(Machine machine, Instant now) {
        String identifier = machine.identifier();
        Instant since = registered.get(identifier);
        if (since == null) {
            String version = world.cluster(machine.clusterId()).orElseThrow().kubernetesVersion();
            nodes.register(KubernetesNodes.of(machine, version));
            registered.put(identifier, now);
        } else if (!ready.contains(identifier) && !now.isBefore(since.plus(readyAfter(machine)))) {
            nodes.becomeReady(KubernetesNodes.nodeName(machine));
            ready.add(identifier);
        } else if (!now.isBefore(heartbeats.getOrDefault(identifier, since).plus(HEARTBEAT))) {
            nodes.heartbeat(KubernetesNodes.nodeName(machine));
            heartbeats.put(identifier, now);
        }
    }

    private Duration readyAfter(Machine machine) {
        return machine.controlPlane() ? Duration.ZERO : world.timings().ready();
    }

    private void report(RuntimeException failed) {
        String message = String.valueOf(failed.getMessage());
        if (!message.equals(trouble)) {
            LOG.log(Level.WARNING, "a machine could not register with Kubernetes, will try again: " + message);
            trouble = message;
        }
    }
}
