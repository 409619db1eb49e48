package com.vpsie.autoscaler.sandbox.replica;

import com.vpsie.autoscaler.sandbox.kube.FreePorts;
import java.net.URI;

/** Where a replica listens, all on loopback. */
public record ReplicaPorts(int metrics, int health, int management, int admin) {

    /**
     * Those of the sandbox.
     *
     * @param index 0 and up
     */
    public static ReplicaPorts of(int index) {
        return new ReplicaPorts(19000 + index, 19100 + index, 19200 + index, 19300 + index);
    }

    /** Ports that nobody listens on at this moment. */
    public static ReplicaPorts free() {
        return new ReplicaPorts(FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    public URI metricsUri() {
        return at(metrics, "/metrics");
    }

    public URI readyUri() {
        return at(health, "/readyz");
    }

    public URI leadershipUri() {
        return at(management, "/leadership");
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
