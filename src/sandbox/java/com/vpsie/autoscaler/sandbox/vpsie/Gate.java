package com.vpsie.autoscaler.sandbox.vpsie;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The door in front of the HTTP server: passes bytes both ways, and can do what the JDK's server cannot: end a
 * connection with a TCP reset, and tell whether the client of a request has gone meanwhile. Two threads a connection.
 *
 * <p>Life: {@link #bind} takes the port, {@link #serve} opens, {@link #close} ends every connection. Thread-safe.
 */
final class Gate implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Gate.class.getName());
    private static final int BACKLOG = 256;

    private final ServerSocket door;
    /** By the port from which the gate speaks to the HTTP server, which is what a request can tell. */
    private final Map<Integer, Link> links = new ConcurrentHashMap<>();

    private Gate(ServerSocket door) {
        this.door = door;
    }

    /** One connection. */
    private static final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean abandoned;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }
    }

    static Gate bind(int port) throws IOException {
        return new Gate(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return door.getLocalPort();
    }

    void serve(InetSocketAddress inner, ExecutorService threads) {
        threads.execute(() -> {
            while (!door.isClosed()) {
                try {
                    link(door.accept(), inner, threads);
                } catch (IOException ended) {
                    LOG.log(Level.FINE, "a connection was not taken", ended);
                }
            }
        });
    }

    /** Ends the connection on which a request came with a TCP reset. */
    void reset(InetSocketAddress requestFrom) {
        link(requestFrom).ifPresent(link -> {
            try {
                link.client.setSoLinger(true, 0);
            } catch (IOException closed) {
                LOG.log(Level.FINE, "closed before it could be reset", closed);
            }
            close(link);
        });
    }

    /** True when the client has closed the connection on which a request came. */
    boolean abandoned(InetSocketAddress requestFrom) {
        return link(requestFrom).map(link -> link.abandoned).orElse(true);
    }

    @Override
    public void close() {
        quietly(door);
        links.values().forEach(this::close);
    }

    private Optional<Link> link(InetSocketAddress requestFrom) {
        return Optional.ofNullable(links.get(requestFrom.getPort()));
    }

    private void link(Socket client, InetSocketAddress inner, ExecutorService threads) throws IOException {
        Socket server = new Socket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Link link = new Link(client, server);
        links.put(server.getLocalPort(), link);
        try {
            server.connect(inner);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException refused) {
            close(link);
            throw refused;
        }
        threads.execute(() -> {
            pump(client, server);
            link.abandoned = true;
            halfClose(link);
        });
        threads.execute(() -> {
            pump(server, client);
            close(link);
        });
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream source = from.getInputStream();
            source.transferTo(to.getOutputStream());
        } catch (IOException ended) {
            LOG.log(Level.FINEST, "a connection ended", ended);
        }
    }

    /** Lets the HTTP server see the end of the client's bytes, and still answer. */
    private void halfClose(Link link) {
        try {
            link.server.shutdownOutput();
        } catch (IOException closed) {
            close(link);
        }
    }

    private void close(Link link) {
        links.remove(link.server.getLocalPort(), link);
        quietly(link.client);
        quietly(link.server);
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception ended) {
            LOG.log(Level.FINEST, "closing failed", ended);
        }
    }
}
