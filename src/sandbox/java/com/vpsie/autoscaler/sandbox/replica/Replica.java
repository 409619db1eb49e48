package com.vpsie.autoscaler.sandbox.replica;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One replica of the product as a process of its own, started through the product's launcher. Can be stopped, killed
 * and started again any number of times; its work area is kept, so a later start is a warm one. Thread-safe.
 */
public final class Replica {
    private final ServerLayout layout;
    private final ReplicaSpec spec;
    private Optional<Process> process = Optional.empty();
    private Optional<End> asked = Optional.empty();

    /** What ended the process, as far as the sandbox asked for it. */
    public enum End {
        STOPPED,
        KILLED
    }

    public Replica(ServerLayout layout, ReplicaSpec spec) {
        this.layout = layout;
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
        List<String> command = new ArrayList<>(List.of(layout.launcher().toString(), "run"));
        spec.flags().forEach((flag, value) -> command.add("--" + flag + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
        environment(builder.environment(), directory);
        asked = Optional.empty();
        process = Optional.of(builder.start());
    }

    private void environment(Map<String, String> environment, Path directory) {
        environment.keySet().removeIf(Replica::belongsToTheBuild);
        environment.put("WLP_INSTALL_DIR", layout.wlp().toString());
        environment.put("WLP_USER_DIR", layout.userDirectory().toString());
        environment.put("WLP_OUTPUT_DIR", layout.workAreaOf(spec).toString());
        environment.put("LOG_DIR", directory.resolve("logs").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("POD_NAME", spec.name());
        environment.put("POD_NAMESPACE", spec.namespace());
        environment.put("CONTAINER_NAME", "controller");
    }

    /** Maven's own settings would reach the server's JVM; a KUBECONFIG of the developer must never. */
    private static boolean belongsToTheBuild(String name) {
        return name.startsWith("MAVEN_") || name.equals("JVM_ARGS") || name.equals("KUBECONFIG");
    }

    public synchronized boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** The launcher's process and those below it, as far as they run. */
    public synchronized List<ProcessHandle> processes() {
        return process.map(p -> Stream.concat(Stream.of(p.toHandle()), p.descendants())
                        .filter(ProcessHandle::isAlive)
                        .toList())
                .orElse(List.of());
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

    /** SIGTERM to the launcher, as the kubelet does; does not wait. */
    public synchronized void signalStop() {
        if (isAlive()) {
            asked = Optional.of(End.STOPPED);
            process.ifPresent(Process::destroy);
        }
    }

    /** SIGKILL to the launcher and every process below it. */
    public synchronized void kill() {
        process.ifPresent(p -> {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(p.toHandle()), p.descendants()).toList();
            if (p.isAlive()) {
                asked = Optional.of(End.KILLED);
            }
            all.forEach(ProcessHandle::destroyForcibly);
        });
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
