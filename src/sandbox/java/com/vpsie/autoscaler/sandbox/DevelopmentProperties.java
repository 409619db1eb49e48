package com.vpsie.autoscaler.sandbox;

import com.vpsie.autoscaler.sandbox.replica.ReplicaPorts;
import com.vpsie.autoscaler.sandbox.replica.ReplicaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The configuration of a replica that is started by {@code liberty:dev} and not by the launcher: the same values, as
 * bootstrap properties, where Liberty and MicroProfile Config find them.
 */
final class DevelopmentProperties {
    private DevelopmentProperties() {}

    /** The lines of the file, as {@link Properties} reads them. */
    static List<String> lines(ReplicaSpec spec) {
        List<String> lines = new ArrayList<>();
        lines.add("# Written by the sandbox: makes ./mvnw liberty:dev join it as " + spec.name()
                + "; removed when it ends.");
        spec.flags().forEach((flag, value) -> lines.add(property(flag) + "=" + value));
        ReplicaPorts ports = spec.ports();
        Map.of(
                        "metrics",
                        ports.metrics(),
                        "health",
                        ports.health(),
                        "management",
                        ports.management(),
                        "admin",
                        ports.admin())
                .forEach((listener, port) -> {
                    lines.add(listener + ".host=127.0.0.1");
                    lines.add(listener + ".port=" + port);
                });
        lines.add("log.console.format=simple"); // the launcher would derive them from log-format
        lines.add("com.ibm.ws.logging.console.format=simple");
        return lines;
    }

    /** The lines of a server.env: what comes from the pod elsewhere. */
    static List<String> environment(ReplicaSpec spec) {
        return List.of("POD_NAME=" + spec.name(), "POD_NAMESPACE=" + spec.namespace(), "CONTAINER_NAME=controller");
    }

    /** The election's settings have a prefix of their own. */
    private static String property(String flag) {
        if (flag.equals("leader-election")) {
            return "leader-election.enabled";
        }
        String prefix = "leader-election-";
        return flag.startsWith(prefix) ? "leader-election." + flag.substring(prefix.length()) : flag;
    }
}
