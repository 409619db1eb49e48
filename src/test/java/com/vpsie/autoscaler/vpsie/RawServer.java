package com.vpsie.autoscaler.vpsie;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a bare socket that does to the n-th request exactly what the script says, and logs what it read. */
final class RawServer implements AutoCloseable {
    /** What to do after a request was read whole. */
    interface Act {
        void on(Socket socket) throws IOException;
    }

    final List<String> log = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;
    private final List<Act> script;
    private volatile Act onConnection = socket -> {};

    RawServer(Act... script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    RawServer(ServerSocket server, Act... script) {
        this.server = server;
        this.script = List.of(script);
        start(this::accept);
    }

    URI url(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }

    /** What to do with each new connection before anything is read, with TLS before the handshake. */
    void onConnection(Act act) {
        onConnection = act;
    }

    static Act answer(String json) {
        return answer("200 OK", "Content-Type: application/json", json);
    }

    static Act answer(String status, String header, String body) {
        return socket -> write(
                socket,
                "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** RST instead of an answer. */
    static Act reset() {
        return socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** FIN instead of an answer. */
    static Act hangUp() {
        return Socket::close;
    }

    /** Headers, then a byte at a time until the other side goes away. */
    Act trickle() {
        return socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n");
            for (int i = 0; i < 5000 && !awaits(closed, 50); i++) {
                write(socket, " ");
            }
        };
    }

    /** Nothing at all, until the test ends. */
    Act silence() {
        return socket -> awaits(closed, 60_000);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // the test has closed the server
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            onConnection.on(socket);
            for (String request = read(socket.getInputStream());
                    !request.isEmpty();
                    request = read(socket.getInputStream())) {
                int turn = log.size();
                log.add(request);
                script.get(Math.min(turn, script.size() - 1)).on(socket);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // the client has gone
        }
    }

    /** Request line, headers and body; empty at the end of the connection. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static boolean awaits(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
