package com.vpsie.autoscaler.sandbox.replica;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One replica of the product as a process of its own, or container of its own. Can be stopped, killed
 * and started again any number of times; its work area is kept, so a later start is a warm one. Thread-safe.
 */
public final class Replica {
    private final ServerLayout layout;
    private final ReplicaRuntime runtime;
    private final ReplicaSpec spec;
    private Optional<Process> process = Optional.empty();
    private Optional<End> asked = Optional.empty();

    /** What ended the process, as far as the sandbox asked for it. */
    public enum End {
        STOPPED,
        KILLED
    }

    public Replica(ServerLayout layout, ReplicaRuntime runtime, ReplicaSpec spec) {
        this.layout = layout;
        this.runtime = runtime;
        this.spec = spec;
    }

    public ReplicaSpec spec() {
        return spec;
    }

    public Path console() {
        return layout.consoleOf(spec);
    }

    /** Starts the process; returns as soon as it exists. No-op while it runs. */
    public synchronized void start() throws IOException {
        if (isAlive()) {
            return;
        }
        Path directory = layout.directoryOf(spec);
        Files.createDirectories(directory.resolve("logs"));
        ProcessBuilder builder = runtime.command(spec)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
        asked = Optional.empty();
        process = Optional.of(builder.start());
    }

    public synchronized boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** The launcher's process and those below it, as far as they run. */
    public synchronized List<ProcessHandle> processes() {
        return process.map(running -> runtime.processes(spec, running)).orElse(List.of());
    }

    /** How the last process ended; empty while it runs or before the first start. */
    public synchronized OptionalInt exitCode() {
        return process.filter(p -> !p.isAlive())
                .map(p -> OptionalInt.of(p.exitValue()))
                .orElse(OptionalInt.empty());
    }

    /** Whether the sandbox itself ended the current process, or asked it to end. */
    public synchronized Optional<End> asked() {
        return asked;
    }

    /** Asks it to stop, as the kubelet does; does not wait. */
    public synchronized void signalStop() {
        if (isAlive()) {
            asked = Optional.of(End.STOPPED);
            process.ifPresent(running -> end(running, runtime::stop));
        }
    }

    /**
     * Sends it one of the signals that ask it to stop; does not wait.
     *
     * @param name without {@code SIG}
     * @throws IOException when it cannot be sent
     */
    public synchronized void signalStop(String name) throws IOException {
        if (isAlive()) {
            asked = Optional.of(End.STOPPED);
            runtime.signal(spec, process.orElseThrow(), name);
        }
    }

    /** Ends it at once. */
    public synchronized void kill() {
        process.ifPresent(running -> {
            if (running.isAlive()) {
                asked = Optional.of(End.KILLED);
            }
            end(running, runtime::kill);
        });
    }

    /**
     * Stops all its processes (SIGSTOP), as a frozen machine does, until {@link #resume}. Processes of this machine only.
     *
     * @throws IOException when the signal cannot be sent
     */
    public void pause() throws IOException {
        signal("STOP");
    }

    /**
     * Lets them go on (SIGCONT).
     *
     * @throws IOException when the signal cannot be sent
     */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        send(name, processes());
    }

    /** Sends a signal to processes of this machine. */
    static void send(String name, List<ProcessHandle> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(one -> command.add(Long.toString(one.pid())));
        Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!said.isEmpty() || kill.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void of(ReplicaSpec spec, Process process) throws IOException;
    }

    private void end(Process running, Ending ending) {
        try {
            ending.of(spec, running);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end " + spec.name(), e);
        }
    }

    /**
     * Waits until the process has ended.
     *
     * @return whether it has
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        Optional<Process> current;
        synchronized (this) {
            current = process;
        }
        return current.isEmpty() || current.get().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
