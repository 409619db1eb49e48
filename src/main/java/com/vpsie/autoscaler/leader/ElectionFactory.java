package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ElectionSettings;
import io.fabric8.kubernetes.client.Config;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Puts an election together from the container's parts. */
@Dependent
public class ElectionFactory {
    private static final Logger LOG = Logger.getLogger(ElectionFactory.class.getName());

    private final Instance<Config> kubernetes;
    private final Instance<TokenFloor> floor;
    private final Announcer announcer;
    private final ElectionMetrics metrics;
    private final ManagedScheduledExecutorService executor;
    private final ContextService contexts;

    @Inject
    ElectionFactory(
            Instance<Config> kubernetes,
            Instance<TokenFloor> floor,
            Announcer announcer,
            ElectionMetrics metrics,
            ManagedScheduledExecutorService executor,
            ContextService contexts) {
        this.kubernetes = kubernetes;
        this.floor = floor;
        this.announcer = announcer;
        this.metrics = metrics;
        this.executor = executor;
        this.contexts = contexts;
    }

    /** Builds the client, so it takes a while; nothing runs yet. Call it in the application's context. */
    Election create(ElectionSettings settings) {
        Election.FloorReader reader =
                floor.isUnsatisfied() ? () -> 0 : () -> floor.get().read();
        return new Election(
                settings,
                ProcessIdentity.of(System.getenv()),
                new SystemClocks(Path.of("/proc/uptime")),
                kubernetes.get(),
                new Election.Surroundings(announcer::announce, metrics, reader, executor, context()));
    }

    /** The context of the calling thread, for threads of our own; without it once the container has torn it down. */
    private Dispatcher.Context context() {
        Consumer<Runnable> inContext = contexts.contextualConsumer(Runnable::run);
        return task -> {
            boolean[] begun = {false};
            Runnable once = () -> {
                begun[0] = true;
                task.run();
            };
            try {
                inContext.accept(once);
            } catch (IllegalStateException torn) {
                if (begun[0]) {
                    throw torn;
                }
                LOG.log(Level.FINE, "the application's context is gone", torn);
                task.run();
            }
        };
    }
}
