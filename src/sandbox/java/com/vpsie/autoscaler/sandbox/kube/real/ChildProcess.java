package com.vpsie.autoscaler.sandbox.kube.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that can be started, stopped and started again with the same arguments; its output goes to a file. Ends with
 * this JVM at the latest. Not for use by several threads at once.
 */
public final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 5;

    private final String name;
    private final List<String> command;
    private final Path directory;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    ChildProcess(Path program, Path directory, List<String> arguments) {
        this.name = String.valueOf(program.getFileName());
        this.command = new ArrayList<>(List.of(program.toString()));
        this.command.addAll(arguments);
        this.directory = directory;
        this.log = directory.resolve(name + ".log");
    }

    String name() {
        return name;
    }

    void start() {
        try {
            Process started = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = Optional.of(started);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        }
    }

    boolean alive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** Ends it, by force when it does not end by itself within ten seconds. */
    void stop() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        process = Optional.empty();
    }

    /** Ends it at once and without a chance to tidy up; returns when it is gone. */
    void kill() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
        process = Optional.empty();
    }

    /** The end of its output, for messages. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
