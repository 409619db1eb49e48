package com.vpsie.autoscaler.act;

import com.vpsie.autoscaler.api.v1alpha1.AutoscalerConfig;
import com.vpsie.autoscaler.api.v1alpha1.GlobalSettings;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The policy in force: the settings, and the AutoscalerConfig's fields over them where that object exists. It is read
 * again when the last reading is half a minute old; when that fails the last one stays. Thread-safe.
 */
final class Policies implements Supplier<Policy> {
    private static final Logger LOG = Logger.getLogger(Policies.class.getName());
    private static final Duration AGE = Duration.ofSeconds(30);

    private final Policy settings;
    private final Objects objects;
    private final Clock clock;
    private Policy inForce;
    private Optional<Duration> readAt = Optional.empty();

    Policies(Policy settings, Objects objects, Clock clock) {
        this.settings = settings;
        this.objects = objects;
        this.clock = clock;
        this.inForce = settings;
    }

    @Override
    public synchronized Policy get() {
        Duration now = clock.monotonic();
        boolean old = readAt.map(at -> now.minus(at).compareTo(AGE) >= 0).orElse(true);
        if (old) {
            readAt = Optional.of(now);
            read();
        }
        return inForce;
    }

    private void read() {
        try {
            Optional<AutoscalerConfig> config = objects.getConfig();
            inForce = config.map(c -> over(c.getSpec().getGlobalSettings())).orElse(settings);
        } catch (KubernetesClientException e) {
            LOG.log(Level.FINE, "the AutoscalerConfig cannot be read now; what was read last stays in force", e);
        }
    }

    private Policy over(GlobalSettings global) {
        return settings.withTimes(
                Duration.ofSeconds(global.getNodeReadyTimeoutSeconds()),
                Duration.ofSeconds(global.getPodEvictionTimeoutSeconds()));
    }
}
