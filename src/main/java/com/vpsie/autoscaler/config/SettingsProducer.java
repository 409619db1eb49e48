package com.vpsie.autoscaler.config;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * MicroProfile Config becomes one {@link Settings} value, checked by the launcher's own rules, so a server started
 * without the launcher refuses what the launcher refuses: one log line per problem, and the application does not start.
 */
@ApplicationScoped
public class SettingsProducer {
    private static final Logger LOG = Logger.getLogger(SettingsProducer.class.getName());
    private static final int ENVIRONMENT_ORDINAL = 300;
    private final Config config;

    /** For the container's proxy only. */
    protected SettingsProducer() {
        this(ConfigProvider.getConfig());
    }

    @Inject
    public SettingsProducer(Config config) {
        this.config = config;
    }

    /**
     * The settings, read once.
     *
     * @throws IllegalStateException when they break a rule; the message has every problem
     */
    @Produces
    @Singleton
    public Settings settings() {
        List<String> problems = new ArrayList<>();
        Validation.Result result = Validation.check(this::find);
        if (result instanceof Validation.Result.Invalid invalid) {
            problems.addAll(invalid.problems());
        } else if (result instanceof Validation.Result.Valid valid) {
            problems.addAll(listenersAgree(valid.settings()));
            if (problems.isEmpty()) {
                for (String warning : valid.warnings()) {
                    LOG.warning(warning);
                }
                return valid.settings();
            }
        }
        for (String problem : problems) {
            LOG.severe(problem);
        }
        throw new IllegalStateException("configuration refused: " + String.join("; ", problems));
    }

    /** First of all observers, so that nothing starts on settings that will be refused. */
    void checkAtStart(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        LOG.log(Level.FINE, "configuration accepted: {0}", settings);
    }

    private Optional<Given> find(Flag flag) {
        ConfigValue value = config.getConfigValue(flag.property());
        if (value.getValue() == null) {
            return Optional.empty();
        }
        boolean environment = value.getSourceOrdinal() == ENVIRONMENT_ORDINAL;
        if (environment && !flag.readsEnvironment()) {
            return Optional.empty();
        }
        return Optional.of(
                environment
                        ? new Given(flag, value.getValue(), flag.environmentVariable())
                        : Given.onCommandLine(flag, value.getValue()));
    }

    /** server.xml opens ports by its own variables, which the launcher sets; without it they may disagree. */
    private List<String> listenersAgree(Settings settings) {
        List<String> problems = new ArrayList<>();
        listenerAgrees(Flags.METRICS_ADDR, settings.metrics(), "metrics.port", problems);
        listenerAgrees(Flags.HEALTH_ADDR, settings.health(), "health.port", problems);
        listenerAgrees(Flags.MANAGEMENT_ADDR, settings.management(), "management.port", problems);
        listenerAgrees(Flags.ADMIN_ADDR, settings.admin(), "admin.port", problems);
        return problems;
    }

    private void listenerAgrees(Flag flag, Settings.Address wanted, String variable, List<String> problems) {
        Optional<Integer> open = config.getOptionalValue(variable, Integer.class);
        if (open.isPresent() && open.get() != wanted.port()) {
            problems.add("--" + flag.name() + " wants port " + wanted.port() + ", but the server listens on " + variable
                    + "=" + open.get() + "; start with vpsie-autoscaler, or set the variable too");
        }
    }
}
