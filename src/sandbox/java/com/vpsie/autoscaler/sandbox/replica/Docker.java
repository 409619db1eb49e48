package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The docker command. Stateless; each call is bounded. */
public final class Docker {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Docker() {}

    /**
     * What a command ended with.
     *
     * @param output what it printed, errors included, without blanks around
     */
    public record Result(int exitCode, String output) {
        public boolean passed() {
            return exitCode == 0;
        }
    }

    /** A command line that begins with {@code docker}. */
    static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException when there is no such command, or it does not end within a minute
     */
    public static Result run(String... arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile("docker", ".out");
        try {
            Process process = command(List.of(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("docker " + String.join(" ", arguments) + " does not end");
            }
            String output = Files.readString(file, StandardCharsets.UTF_8).strip();
            return new Result(process.exitValue(), output);
        } finally {
            Files.delete(file);
        }
    }

    /** Why containers cannot be run here; empty when they can. */
    public static Optional<String> whyNot() throws InterruptedException {
        try {
            Result version = run("version", "--format", "{{.Server.Version}}");
            return version.passed() ? Optional.empty() : Optional.of("Docker does not answer: " + version.output());
        } catch (IOException e) {
            return Optional.of("there is no docker command");
        }
    }
}
