package com.vpsie.autoscaler.boot;

import com.vpsie.autoscaler.config.Settings;
import io.fabric8.kubernetes.client.Config;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Properties;

/** Produces the configuration of Kubernetes clients; everybody gets an own copy, so that one may change its own. */
@ApplicationScoped
public class KubernetesConfigProducer {
    /** @throws IllegalStateException when the kubeconfig cannot be used; names the file */
    @Produces
    @Dependent
    public Config config(Settings settings) {
        return KubernetesConfigs.find(settings.kubeconfig(), userAgent());
    }

    private static String userAgent() {
        String replica = Optional.ofNullable(System.getenv("POD_NAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(KubernetesConfigProducer::hostName);
        return "vpsie-autoscaler/" + version() + " (" + replica + ")";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream in =
                KubernetesConfigProducer.class.getResourceAsStream("/META-INF/vpsie-autoscaler.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version from the class path", e);
        }
        return build.getProperty("version", "unknown");
    }
}
