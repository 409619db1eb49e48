package com.vpsie.autoscaler.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds ports that somebody else listens on, before anything is started. */
final class PortCheck {
    private PortCheck() {}

    /**
     * Refuses when a port is taken.
     *
     * @param wanted port to what will listen there
     * @throws SandboxException names every taken port and what to do
     */
    static void requireFree(Map<Integer, String> wanted) {
        String taken = wanted.entrySet().stream()
                .filter(e -> isTaken(e.getKey()))
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new SandboxException(message(taken, firstOf(wanted).orElseThrow()));
        }
    }

    private static String message(String taken, int example) {
        return "In use by another process: port " + taken + ". Perhaps another sandbox runs: stop it with Ctrl-C there,"
                + " or see who listens with: ss -ltnp 'sport = :" + example + "'";
    }

    private static Optional<Integer> firstOf(Map<Integer, String> wanted) {
        return wanted.keySet().stream().filter(PortCheck::isTaken).findFirst();
    }

    /** Binds as the server would: a listener on any address, or on loopback alone, makes it fail. */
    private static boolean isTaken(int port) {
        return !canBind(new InetSocketAddress(port))
                || !canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of an earlier run in TIME_WAIT are no listener
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
