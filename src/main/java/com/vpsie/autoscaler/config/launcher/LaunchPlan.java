package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Flag;
import com.vpsie.autoscaler.config.Flags;
import com.vpsie.autoscaler.config.Given;
import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Settings.Address;
import com.vpsie.autoscaler.config.Validation;
import com.vpsie.autoscaler.config.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the server is to be started: what the shell script passes on, one thing per line. {@code plan} comes first, so the
 * script can tell a plan from a help text; {@code env NAME=value} is exported, {@code arg --name=value} becomes a Liberty
 * variable, which MicroProfile Config and server.xml both see, {@code management host:port} is where step-down goes.
 */
final class LaunchPlan {
    private static final Map<String, String> CONSOLE_LEVEL =
            Map.of("debug", "INFO", "info", "INFO", "warn", "WARNING", "error", "ERROR");

    private final Validation.Source source;
    private final List<String> lines = new ArrayList<>();

    private LaunchPlan(Validation.Source source) {
        this.source = source;
    }

    static List<String> of(Settings settings, Validation.Source source) {
        LaunchPlan plan = new LaunchPlan(source);
        plan.lines.add("plan");
        plan.lines.add("management " + local(settings.management()));
        plan.given();
        plan.listener("metrics", settings.metrics());
        plan.listener("health", settings.health());
        plan.listener("management", settings.management());
        plan.listener("admin", settings.admin());
        plan.logging();
        return plan.lines;
    }

    /** Where a client on this machine reaches a listener. */
    static String local(Address address) {
        String host = address.host().isEmpty() || address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.port();
    }

    /** Only what was given: the server knows the defaults, and derives what depends on other values. */
    private void given() {
        for (Flag flag : Flags.ALL) {
            source.find(flag)
                    .filter(g -> !g.value().isBlank())
                    .ifPresent(g -> arg(flag.property(), canonical(flag, g.value())));
        }
    }

    /** MicroProfile Config knows fewer spellings of true than Go. */
    private static String canonical(Flag flag, String value) {
        return flag.kind() == Flag.Kind.BOOL ? String.valueOf(Values.bool(value)) : value;
    }

    private void listener(String name, Address address) {
        arg(name + ".host", address.host().isEmpty() ? "*" : address.host());
        arg(name + ".port", String.valueOf(address.port()));
    }

    private void logging() {
        boolean development = Values.bool(text(Flags.DEVELOPMENT).orElse(Flags.DEVELOPMENT.defaultValue()));
        String level = text(Flags.LOG_LEVEL).orElse(development ? "debug" : Flags.LOG_LEVEL.defaultValue());
        String format = text(Flags.LOG_FORMAT).orElse(development ? "console" : Flags.LOG_FORMAT.defaultValue());
        // the bootstrap logs before server.xml is read, so it is told by the environment as well
        String consoleFormat = format.equals("json") ? "json" : "simple";
        env("WLP_LOGGING_CONSOLE_FORMAT", consoleFormat);
        env("WLP_LOGGING_CONSOLE_LOGLEVEL", CONSOLE_LEVEL.getOrDefault(level, "INFO"));
        arg("log.console.format", consoleFormat);
        arg("log.console.level", CONSOLE_LEVEL.getOrDefault(level, "INFO"));
        arg("log.trace", "*=info" + (level.equals("debug") ? ":com.vpsie.autoscaler.*=fine" : ""));
    }

    private Optional<String> text(Flag flag) {
        return source.find(flag).map(Given::value).filter(v -> !v.isBlank());
    }

    private void env(String name, String value) {
        lines.add("env " + name + "=" + value);
    }

    private void arg(String name, String value) {
        lines.add("arg --" + name + "=" + value);
    }
}
