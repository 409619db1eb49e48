package com.vpsie.autoscaler.sandbox.replica;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one replica is configured.
 *
 * @param index 0 and up; decides the name
 * @param namespace holds Lease, Secret and NodeGroups
 * @param lease name of the Lease all replicas of one sandbox race for
 * @param replicas how many there will be, which sizes the stagger of the election
 * @param kubeconfig with this replica's own credentials, so that the API server's log names it
 * @param vpsie base address of the simulator
 * @param ports where it listens
 * @param more flags without dashes over those of the sandbox
 */
public record ReplicaSpec(
        int index,
        String namespace,
        String lease,
        int replicas,
        Path kubeconfig,
        URI vpsie,
        ReplicaPorts ports,
        Map<String, String> more) {

    public ReplicaSpec {
        more = Map.copyOf(more);
    }

    /** One of the sandbox: on the fixed ports of its index, with the sandbox's flags. */
    public ReplicaSpec(int index, String namespace, String lease, int replicas, Path kubeconfig, URI vpsie) {
        this(index, namespace, lease, replicas, kubeconfig, vpsie, ReplicaPorts.of(index), Map.of());
    }

    public String name() {
        return "replica-" + index;
    }

    /** The flags as the launcher takes them. */
    public List<String> arguments() {
        return flags().entrySet().stream()
                .map(flag -> "--" + flag.getKey() + "=" + flag.getValue())
                .toList();
    }

    /** What the downward API gives a pod. */
    public Map<String, String> environment() {
        return Map.of("POD_NAME", name(), "POD_NAMESPACE", namespace, "CONTAINER_NAME", "controller");
    }

    /** Flag without dashes → value, in the order shown to people. */
    public Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("kubeconfig", kubeconfig.toString());
        flags.put("metrics-addr", "127.0.0.1:" + ports.metrics());
        flags.put("health-addr", "127.0.0.1:" + ports.health());
        flags.put("management-addr", "127.0.0.1:" + ports.management());
        flags.put("admin-addr", "127.0.0.1:" + ports.admin());
        flags.put("leader-election", "true");
        flags.put("leader-election-id", lease);
        flags.put("leader-election-namespace", namespace);
        flags.put("leader-election-expected-replicas", Integer.toString(Math.max(1, replicas)));
        flags.put("vpsie-secret-name", "vpsie-secret");
        flags.put("vpsie-secret-namespace", namespace);
        flags.put("vpsie-url", vpsie.toString());
        flags.put("vpsie-allow-http", "true");
        flags.put("settle-window", "5s");
        flags.put("log-format", "console");
        flags.putAll(more);
        return flags;
    }
}
