package com.vpsie.autoscaler.sandbox.kube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on, each given out once. They are below those from which systems make outgoing connections:
 * a port that the system itself names as free may be one end of such a connection by the time its server listens.
 * Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 21_000;
    private static final int COUNT = 11_000;

    /** Anywhere, so that two builds on one machine do not meet. */
    private static int last = ThreadLocalRandom.current().nextInt(COUNT);

    private FreePorts() {}

    /** @throws IllegalStateException when there is none */
    public static synchronized int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            last = (last + 1) % COUNT;
            if (isFree(FIRST + last)) {
                return FIRST + last;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket tried = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return tried.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }
}
