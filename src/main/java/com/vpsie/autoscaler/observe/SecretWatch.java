package com.vpsie.autoscaler.observe;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Settings.SecretName;
import com.vpsie.autoscaler.vpsie.VpsieCredentialsHolder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Watches the one Secret with the VPSie credentials, on every replica, and hands each change to {@link
 * VpsieCredentialsHolder}, so that a rotation needs no restart. Needs the right to list and watch that one Secret only.
 *
 * <p>Life cycle: with the application, as {@link Informers}. Credentials that were read stay in force while the API
 * server is away. Nothing of the Secret is logged here.
 */
@ApplicationScoped
public class SecretWatch {
    private final WatchedCache<Secret> cache;
    private final VpsieCredentialsHolder holder;

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected SecretWatch() {
        cache = null;
        holder = null;
    }

    @Inject
    public SecretWatch(KubernetesClient client, Settings settings, VpsieCredentialsHolder holder) {
        this(client, settings.vpsieSecret(), holder);
    }

    /** For use without CDI. */
    public SecretWatch(KubernetesClient client, SecretName secret, VpsieCredentialsHolder holder) {
        this.holder = holder;
        this.cache = new WatchedCache<>(
                WatchedKind.SECRET,
                client.secrets()
                        .inNamespace(secret.namespace())
                        .withName(secret.name())
                        .runnableInformer(0),
                this::cannotRead);
        cache.informer().addEventHandler(new Changes());
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object application) {
        start();
    }

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        stop();
    }

    /** Starts watching and returns at once. */
    public void start() {
        var unused = cache.start();
    }

    /** Stops watching; what was read stays in force. */
    public void stop() {
        cache.stop();
    }

    private void cannotRead(String problem) {
        if (!cache.synced()) {
            holder.missing(problem);
        }
    }

    private static Map<String, String> decoded(Secret secret) {
        Map<String, String> values = new HashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return values;
    }

    private final class Changes implements ResourceEventHandler<Secret> {
        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            if (remainedEmpty) {
                holder.missing("does not exist");
            }
        }

        @Override
        public void onAdd(Secret secret) {
            holder.accept(decoded(secret));
        }

        @Override
        public void onUpdate(Secret before, Secret after) {
            holder.accept(decoded(after));
        }

        @Override
        public void onDelete(Secret secret, boolean stateUnknown) {
            holder.missing("was deleted");
        }
    }
}
