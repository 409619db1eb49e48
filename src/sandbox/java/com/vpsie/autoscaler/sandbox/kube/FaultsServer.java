package com.vpsie.autoscaler.sandbox.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** {@link FaultsEndpoint} over plain HTTP on a port of its own, without a token. Serves until it is closed. */
final class FaultsServer implements AutoCloseable {
    private static final String NOBODY = "";

    private final HttpServer server;
    private final FaultsEndpoint endpoint;

    private FaultsServer(HttpServer server, FaultsEndpoint endpoint) {
        this.server = server;
        this.endpoint = endpoint;
        server.createContext(FaultsEndpoint.PATH, this::answer);
    }

    /** @throws UncheckedIOException when the port is taken */
    static FaultsServer start(int port, Faults faults, WriteLog writes) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            FaultsServer started = new FaultsServer(server, FaultsEndpoint.apart(faults, writes));
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take faults on port " + port, e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + FaultsEndpoint.PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        endpoint.answer(Call.read(exchange, NOBODY)).send(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
