package com.vpsie.autoscaler.sandbox.replica;

import java.net.URI;

/** Where replica {@code index} listens, all on loopback. */
public record ReplicaPorts(int metrics, int health, int management, int admin) {

    /** @param index 0 and up */
    public static ReplicaPorts of(int index) {
        return new ReplicaPorts(19000 + index, 19100 + index, 19200 + index, 19300 + index);
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
