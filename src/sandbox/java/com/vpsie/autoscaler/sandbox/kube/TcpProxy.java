package com.vpsie.autoscaler.sandbox.kube;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A TCP relay on loopback whose connections can be made to fail as networks do; one per client, so that each client can
 * be cut off alone. TLS passes through: clients use the proxy's port with the target's certificate.
 *
 * <p>Modes act on open and on new connections at once. Safe for any thread; two daemon threads per connection.
 */
public final class TcpProxy implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TcpProxy.class.getName());
    private static final long LOOK_MILLIS = 20;

    /** What happens to bytes. */
    public enum Mode {
        /** They pass, after the latency. */
        PASS,
        /** They are held back in both directions, without any sign to either side, and pass when the mode ends. */
        BLACKHOLE,
        /** Requests pass and answers are held back. */
        NO_ANSWERS,
        /** Answers pass, what a watch tells included, and requests are held back. */
        NO_REQUESTS
    }

    private static final int BACKLOG = 256;

    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** By the port from which the target is spoken to. */
    private final Map<Integer, Socket> clients = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Mode mode = Mode.PASS;
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean refusing;
    private volatile boolean closed;
    /** Takes connections, or is only bound to the port, so that nobody else takes it and connections are refused. */
    private Closeable holder;

    private CompletableFuture<Void> accepting;

    private TcpProxy(ServerSocket listener, InetSocketAddress target) {
        this.target = target;
        this.port = listener.getLocalPort();
        this.holder = listener;
        this.accepting = CompletableFuture.runAsync(() -> accept(listener), threads);
    }

    /**
     * Relays {@code port} (0 for any free one) to {@code targetPort}, both on loopback.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static TcpProxy start(int port, int targetPort) {
        try {
            return new TcpProxy(
                    new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public int port() {
        return port;
    }

    public void mode(Mode newMode) {
        mode = newMode;
    }

    /** Delays every chunk of bytes by this, in each direction, from now on. */
    public void latency(Duration time) {
        latency = time;
    }

    /**
     * Whether anything listens on the port; if not, connections are refused by the system. Open ones stay.
     *
     * @throws UncheckedIOException when the port cannot be listened on again
     */
    public synchronized void listen(boolean wanted) {
        boolean listening = holder instanceof ServerSocket;
        if (wanted == listening || closed) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            holder.close();
            if (wanted) {
                ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
                holder = listener;
                accepting = CompletableFuture.runAsync(() -> accept(listener), threads);
            } else {
                // the system gives the port up when the call that waits for connections has returned, not before
                accepting.join();
                Socket reserved = new Socket();
                reserved.setReuseAddress(true);
                reserved.bind(address);
                holder = reserved;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + (wanted ? "listen on" : "keep") + " port " + port, e);
        }
    }

    /** Resets the connection that the target sees coming from {@code address}. */
    public void reset(InetSocketAddress address) {
        Socket client = clients.get(address.getPort());
        if (client != null) {
            abort(client);
        }
    }

    /** New connections are reset as soon as they are made; open ones stay. */
    public void refuse(boolean newRefusing) {
        refusing = newRefusing;
    }

    /** Resets every open connection: both sides get an RST. */
    public void reset() {
        // all are prepared before the first is closed: a relay closes its other side as soon as one side is gone
        List<Socket> open = List.copyOf(sockets);
        open.forEach(TcpProxy::prepareReset);
        open.forEach(TcpProxy::abort);
    }

    private static void prepareReset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.log(Level.FINE, "already closed", e);
        }
    }

    private static void abort(Socket socket) {
        prepareReset(socket);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "already closed", e);
        }
    }

    private void accept(ServerSocket listener) {
        while (!closed && !listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    abort(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                LOG.log(closed ? Level.FINEST : Level.FINE, "no connection", e);
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        Socket server = new Socket();
        sockets.add(server);
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            clients.put(server.getLocalPort(), client);
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            LOG.log(Level.FINE, "the target does not answer", e);
            end(client, server);
            return;
        }
        threads.execute(() -> relay(client, server, false));
        threads.execute(() -> relay(server, client, true));
    }

    private void relay(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                pause(latency);
                while (held(answers)) {
                    pause(Duration.ofMillis(LOOK_MILLIS));
                }
                out.write(buffer, 0, length);
            }
            while (held(answers)) {
                pause(Duration.ofMillis(LOOK_MILLIS));
            }
        } catch (IOException e) {
            LOG.log(Level.FINEST, "connection ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from, to);
        }
    }

    private boolean held(boolean answers) {
        Mode now = mode;
        return !closed && (now == Mode.BLACKHOLE || now == (answers ? Mode.NO_ANSWERS : Mode.NO_REQUESTS));
    }

    private static void pause(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    }

    private void end(Socket... both) {
        for (Socket socket : both) {
            sockets.remove(socket);
            clients.values().remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(Level.FINEST, "already closed", e);
            }
        }
    }

    /** Closes the port and every connection. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            holder.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "already closed", e);
        }
        reset();
        threads.shutdownNow();
    }
}
