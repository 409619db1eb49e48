package com.vpsie.autoscaler.sandbox.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replicas as processes, started through the product's launcher.
 *
 * @param layout the server they share and the directories that each has
 */
public record LocalProcesses(ServerLayout layout) implements ReplicaRuntime {
    @Override
    public ProcessBuilder command(ReplicaSpec spec) {
        List<String> command = new ArrayList<>(List.of(layout.launcher().toString(), "run"));
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(LocalProcesses::belongsToTheBuild);
        environment.put("WLP_INSTALL_DIR", layout.wlp().toString());
        environment.put("WLP_USER_DIR", layout.userDirectory().toString());
        environment.put("WLP_OUTPUT_DIR", layout.workAreaOf(spec).toString());
        environment.put("LOG_DIR", layout.directoryOf(spec).resolve("logs").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(spec.environment());
        return builder;
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
