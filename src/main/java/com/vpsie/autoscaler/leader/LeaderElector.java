package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import com.vpsie.autoscaler.leader.core.ElectorStatus;
import com.vpsie.autoscaler.leader.core.Input;
import com.vpsie.autoscaler.leader.core.Term;
import com.vpsie.autoscaler.leader.core.Violation;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The election of this replica. Starts with the application and re-enters the race by itself after every loss. It ends
 * at SIGTERM, in a hook of the JVM, or when the application stops, whichever comes first; the other joins. Threading:
 * every method from any thread.
 */
@ApplicationScoped
public class LeaderElector implements Leadership {
    private static final Logger LOG = Logger.getLogger(LeaderElector.class.getName());
    private static final Duration BOOT_AGAIN = Duration.ofSeconds(5);

    private final ElectionConfig config;
    private final ElectionFactory factory;
    private final ManagedScheduledExecutorService executor;
    private final Object monitor = new Object();
    private volatile @Nullable Election election;
    private volatile String problem = "starting";
    private boolean closed;
    private @Nullable Thread hook;

    @Inject
    LeaderElector(ElectionConfig config, ElectionFactory factory, ManagedScheduledExecutorService executor) {
        this.config = config;
        this.factory = factory;
        this.executor = executor;
    }

    /** For the container's proxy, which never uses it. */
    @SuppressWarnings("NullAway")
    protected LeaderElector() {
        this(null, null, null);
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Checked<ElectionSettings> read = config.read();
        if (read instanceof Checked.Invalid<ElectionSettings> invalid) {
            List<Violation> violations = invalid.violations();
            violations.forEach(violation -> LOG.severe(violation::message));
            problem = violations.stream().map(Violation::message).collect(Collectors.joining("; "));
        } else if (read instanceof Checked.Valid<ElectionSettings> valid) {
            hookIntoShutdown();
            // off the start-up thread: building the client takes a second or two
            executor.execute(() -> boot(valid.value()));
        }
    }

    private void boot(ElectionSettings settings) {
        synchronized (monitor) {
            if (closed || election != null) {
                return;
            }
            try {
                Election next = factory.create(settings);
                next.start();
                election = next;
            } catch (RuntimeException failed) {
                problem = "leader election cannot start: " + failed.getMessage();
                LOG.log(Level.SEVERE, problem, failed);
                executor.schedule(() -> boot(settings), BOOT_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void hookIntoShutdown() {
        Thread stop = new Thread(this::stop, "leader-election-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        synchronized (monitor) {
            hook = stop;
        }
    }

    /** The orderly end; returns when it is over. */
    private void stop() {
        Election running;
        synchronized (monitor) {
            closed = true;
            running = election;
        }
        if (running != null) {
            running.stop();
        }
    }

    /** The application stops: joins the orderly end or begins it, then lets everything go. Idempotent. */
    @PreDestroy
    void close() {
        stop();
        Election running;
        Thread installed;
        synchronized (monitor) {
            running = election;
            installed = hook;
            hook = null;
        }
        if (installed != null) {
            unhook(installed);
        }
        if (running != null) {
            running.close();
        }
    }

    private static void unhook(Thread installed) {
        try {
            Runtime.getRuntime().removeShutdownHook(installed);
        } catch (IllegalStateException shuttingDown) {
            LOG.log(Level.FINEST, "the hook is running", shuttingDown);
        }
    }

    private Optional<Election> running() {
        return Optional.ofNullable(election);
    }

    @Override
    public Optional<Term> current() {
        return running().flatMap(Election::openTerm).map(Term.class::cast);
    }

    @Override
    public void stepDown(String reason, boolean forGood) {
        LOG.info(() -> "asked to step down" + (forGood ? " for good: " : ": ") + reason);
        running().ifPresent(e -> e.accept(new Input.StepDown(reason, forGood)));
    }

    @Override
    public void fencedBy(long token) {
        running().ifPresent(e -> e.accept(new Input.Fenced(token)));
    }

    @Override
    public LeadershipView view() {
        return running()
                .map(LeaderElector::view)
                .orElseGet(() -> new LeadershipView("", null, "FOLLOWER", false, 0, Duration.ZERO, false, problem));
    }

    private static LeadershipView view(Election election) {
        ElectorStatus status = election.status();
        return new LeadershipView(
                election.identity().text(),
                status.leader().isEmpty() ? null : status.leader(),
                status.state().name(),
                status.suspect(),
                status.token(),
                election.remaining(),
                status.participating(),
                status.participating() ? null : status.problem());
    }

    /** Why this process should be killed; empty while it should not. */
    Optional<String> sickness() {
        return running()
                .flatMap(e -> Sickness.of(
                        e.status(), e.commitAge(), e.stalled(), e.settings().timing()));
    }
}
