package com.vpsie.autoscaler.boot;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.permission.Deployment;
import com.vpsie.autoscaler.permission.Permission;
import com.vpsie.autoscaler.permission.PermissionCheck;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Names each right that this ServiceAccount lacks, once, as soon as the API server answers; without it one would show
 * much later, when the first node is to be drained. What the election needs it names itself.
 */
@ApplicationScoped
public class StartPermissions {
    private static final Logger LOG = Logger.getLogger(StartPermissions.class.getName());
    private static final long AGAIN_SECONDS = 10;

    private final KubernetesClient client;
    private final Settings settings;

    @Resource
    @SuppressWarnings("NullAway.Init")
    private ManagedScheduledExecutorService executor;

    private volatile Optional<Future<?>> check = Optional.empty();

    /** For the client proxy only, which never uses its fields. */
    @SuppressWarnings("NullAway")
    protected StartPermissions() {
        client = null;
        settings = null;
    }

    @Inject
    public StartPermissions(KubernetesClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object application) {
        check = Optional.of(executor.scheduleWithFixedDelay(this::look, 0, AGAIN_SECONDS, TimeUnit.SECONDS));
    }

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        done();
    }

    private void done() {
        check.ifPresent(running -> running.cancel(false));
    }

    private void look() {
        Settings.SecretName secret = settings.vpsieSecret();
        Deployment here = new Deployment(
                ElectionSettings.DEFAULT_NAMESPACE, ElectionSettings.DEFAULT_ID, secret.namespace(), secret.name());
        try {
            new PermissionCheck(client, here)
                    .missing(permission -> permission.scope() != Permission.Scope.ELECTION_NAMESPACE)
                    .forEach(missing -> LOG.severe(() -> "not allowed to " + missing
                            + ": add the verb to the role of this ServiceAccount, kube/base/rbac.yaml has them all"));
            done();
        } catch (KubernetesClientException away) {
            LOG.log(Level.FINE, "the rights could not be looked at, trying again", away);
        }
    }
}
