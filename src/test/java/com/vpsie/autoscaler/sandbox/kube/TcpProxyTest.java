package com.vpsie.autoscaler.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("timed")
class TcpProxyTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
        proxy = TcpProxy.start(0, echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
        threads.shutdownNow();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                threads.execute(() -> echo(socket));
            } catch (IOException e) {
                assertThat(echo.isClosed()).isTrue();
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream()) {
            in.transferTo(socket.getOutputStream());
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int exchange(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    @Test
    void bytesPass() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void aBlackholeHoldsBytesBackUntilItEnds() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, 1)).isEqualTo(1);
            proxy.mode(TcpProxy.Mode.BLACKHOLE);
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> exchange(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            proxy.mode(TcpProxy.Mode.PASS);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void lostRequestsArriveWhenTheModeEnds() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, 1)).isEqualTo(1);
            proxy.mode(TcpProxy.Mode.NO_REQUESTS);
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> exchange(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            proxy.mode(TcpProxy.Mode.NO_ANSWERS);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.mode(TcpProxy.Mode.PASS);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aResetIsSeenAsOne() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, 1)).isEqualTo(1);
            proxy.reset();
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void latencyDelaysBothWays() throws IOException {
        try (Socket socket = connect()) {
            proxy.latency(Duration.ofMillis(150));
            long start = System.nanoTime();
            assertThat(exchange(socket, 1)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void refusedConnectionsEndAtOnce() throws IOException {
        proxy.refuse(true);
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> {
                        if (exchange(socket, 1) < 0) {
                            throw new SocketException("closed");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }
}
