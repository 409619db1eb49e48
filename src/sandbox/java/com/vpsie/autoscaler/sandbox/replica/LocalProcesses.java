package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replicas as processes, started through the product's launcher.
 *
 * @param layout the server they share and the directories that each has
 * @param environment more of it for each
 */
public record LocalProcesses(ServerLayout layout, Map<String, String> environment) implements ReplicaRuntime {
    /** What a shell starts in the background ignores them, and so does all that it starts, which no trap can change. */
    private static final boolean IGNORES_INTERRUPTS = ignoresInterrupts();

    private static final List<String> HEEDED = List.of("env", "--default-signal=INT,QUIT");
    private static final long INTERRUPT_AND_QUIT = 0b110;

    public LocalProcesses {
        environment = Map.copyOf(environment);
    }

    public LocalProcesses(ServerLayout layout) {
        this(layout, Map.of());
    }

    @Override
    public ProcessBuilder command(ReplicaSpec spec) {
        List<String> command = new ArrayList<>(IGNORES_INTERRUPTS ? HEEDED : List.of());
        command.addAll(List.of(layout.launcher().toString(), "run"));
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(LocalProcesses::belongsToTheBuild);
        all.put("WLP_INSTALL_DIR", layout.wlp().toString());
        all.put("WLP_USER_DIR", layout.userDirectory().toString());
        all.put("WLP_OUTPUT_DIR", layout.workAreaOf(spec).toString());
        all.put("LOG_DIR", layout.directoryOf(spec).resolve("logs").toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.putAll(environment);
        all.putAll(spec.environment());
        return builder;
    }

    private static boolean ignoresInterrupts() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & INTERRUPT_AND_QUIT) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maven's own settings would reach the server's JVM; a KUBECONFIG of the developer must never. */
    private static boolean belongsToTheBuild(String name) {
        return name.startsWith("MAVEN_") || name.equals("JVM_ARGS") || name.equals("KUBECONFIG");
    }

    /** The launcher and what it started. */
    @Override
    public List<ProcessHandle> processes(ReplicaSpec spec, Process process) {
        return ReplicaRuntime.tree(process.toHandle());
    }

    /** SIGTERM to the launcher. */
    @Override
    public void stop(ReplicaSpec spec, Process process) {
        process.destroy();
    }

    /** SIGKILL to the launcher and every process below it. */
    @Override
    public void kill(ReplicaSpec spec, Process process) {
        processes(spec, process).forEach(ProcessHandle::destroyForcibly);
    }
}
