package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.Flag;
import com.vpsie.autoscaler.config.Given;
import com.vpsie.autoscaler.config.Validation;
import java.util.Map;
import java.util.Optional;

/** Where the launcher finds values: the command line, then the environment by MicroProfile Config's rule. */
record CommandLineSource(Map<Flag, String> commandLine, Map<String, String> environment) implements Validation.Source {
    @Override
    public Optional<Given> find(Flag flag) {
        String written = commandLine.get(flag);
        if (written != null) {
            return Optional.of(Given.onCommandLine(flag, written));
        }
        return flag.readsEnvironment() ? fromEnvironment(flag) : Optional.empty();
    }

    /** Exact name first, then with underscores, then the same in upper case: the order of the specification. */
    private Optional<Given> fromEnvironment(Flag flag) {
        String underscored = flag.property().replaceAll("[^A-Za-z0-9]", "_");
        for (String name : new String[] {flag.property(), underscored, flag.environmentVariable()}) {
            String value = environment.get(name);
            if (value != null) {
                return Optional.of(new Given(flag, value, name));
            }
        }
        return Optional.empty();
    }
}
