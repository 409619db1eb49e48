package com.vpsie.autoscaler.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What was asked for on the command line, as {@code -Dsandbox.…=…}.
 *
 * @param replicas how many replicas to start, 0..9; 0 starts the environment alone
 * @param scenario the script to play, empty for the live table
 * @param realKubernetes a real kube-apiserver instead of the embedded API
 * @param image the image that replicas are containers of, empty for processes
 * @param runs how often the scenario is played, at least once
 * @param project the directory of pom.xml
 * @param wlp the unpacked Liberty runtime
 */
public record SandboxOptions(
        int replicas,
        Optional<String> scenario,
        boolean realKubernetes,
        Optional<String> image,
        int runs,
        Path project,
        Path wlp) {

    private static final int MOST_REPLICAS = 9;

    /** @throws SandboxException for a value that means nothing */
    public static SandboxOptions from(Properties properties) {
        Path project = Path.of(properties.getProperty("sandbox.project", "")).toAbsolutePath();
        return new SandboxOptions(
                number(properties, "sandbox.replicas", 3, 0, MOST_REPLICAS),
                Optional.of(properties.getProperty("sandbox.scenario", "")).filter(s -> !s.isBlank()),
                kubernetes(properties.getProperty("sandbox.kube", "embedded")),
                Optional.of(properties.getProperty("sandbox.image", "")).filter(s -> !s.isBlank()),
                number(properties, "sandbox.runs", 1, 1, 1000),
                project,
                path(properties, "wlp.directory", project.resolve(".wlp/wlp")));
    }

    /** Everything the sandbox writes is below. */
    public Path work() {
        return project.resolve("target/sandbox");
    }

    private static Path path(Properties properties, String name, Path otherwise) {
        String given = properties.getProperty(name, "");
        return given.isBlank() ? otherwise : Path.of(given).toAbsolutePath();
    }

    private static boolean kubernetes(String kind) {
        return switch (kind) {
            case "embedded", "" -> false;
            case "real" -> true;
            default -> throw new SandboxException("-Dsandbox.kube=" + kind + ": must be embedded or real");
        };
    }

    private static int number(Properties properties, String name, int otherwise, int least, int most) {
        String given = properties.getProperty(name, "").trim();
        if (given.isEmpty()) {
            return otherwise;
        }
        String rule = "-D" + name + "=" + given + ": must be a whole number from " + least + " to " + most;
        try {
            int value = Integer.parseInt(given);
            if (value < least || value > most) {
                throw new SandboxException(rule);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new SandboxException(rule, e);
        }
    }
}
