package com.vpsie.autoscaler.it.stage;

import com.vpsie.autoscaler.sandbox.kube.TcpProxy;
import com.vpsie.autoscaler.sandbox.replica.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One replica and its own ways to the Kubernetes API and to VPSie, each of which can be cut. Lives as long as the stage;
 * its process comes and goes. Thread-safe.
 *
 * @param api its way to the Kubernetes API
 * @param cloud its way to VPSie
 * @param kubeconfig by which it comes in, with the address of {@code api}
 */
public record Player(Replica replica, TcpProxy api, TcpProxy cloud, Path kubeconfig) implements AutoCloseable {
    /** Of the pod, of its user, and of the caller in the cloud's log. */
    public String name() {
        return replica.spec().name();
    }

    /** Writes the kubeconfig in one step, as a kubelet renews a token. */
    static void write(Path kubeconfig, String text, int apiPort, int proxyPort) {
        try {
            Path fresh = Files.writeString(
                    kubeconfig.resolveSibling(kubeconfig.getFileName() + ".new"),
                    text.replace("https://127.0.0.1:" + apiPort, "https://127.0.0.1:" + proxyPort));
            Files.move(fresh, kubeconfig, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        replica.kill();
        api.close();
        cloud.close();
    }
}
