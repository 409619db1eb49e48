package com.vpsie.autoscaler.boot;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.launcher.Version;
import io.fabric8.kubernetes.client.Config;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

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
        return "vpsie-autoscaler/" + Version.ofThisBuild().version() + " (" + replica + ")";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
